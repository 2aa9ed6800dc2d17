package rhizome.grid.task;

import java.util.Comparator;

/**
 * Names one attempt of one task: it is handed out once, to one lease, and nobody starts two
 * processes on it.
 *
 * @param run number of the run, counted from 1
 * @param slot of the workload beside which it is carried out
 * @param attempt counted from 1
 */
public record Ticket(long run, int slot, int attempt) implements Comparable<Ticket> {

  private static final Comparator<Ticket> ORDER =
      Comparator.comparingLong(Ticket::run)
          .thenComparingInt(Ticket::slot)
          .thenComparingInt(Ticket::attempt);

  public Ticket {
    if (run < 1 || slot < 0 || attempt < 1) {
      throw new IllegalArgumentException(
          "runs and attempts count from 1 and slots from 0, not %d, %d, %d"
              .formatted(run, attempt, slot));
    }
  }

  @Override
  public int compareTo(Ticket other) {
    return ORDER.compare(this, other);
  }

  /** As {@code run.slot.attempt}. */
  @Override
  public String toString() {
    return run + "." + slot + "." + attempt;
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code run.slot.attempt}
   */
  public static Ticket parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is not run.slot.attempt");
    }
    return new Ticket(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
