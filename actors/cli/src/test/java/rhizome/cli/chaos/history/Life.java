package rhizome.cli.chaos.history;

import java.time.Duration;

/**
 * One process of a workload, as the kernel showed it: it was there at {@code first} and {@code
 * last} and at all times between, and perhaps a moment longer.
 *
 * @param ended it was looked for after {@code last}, and was not there
 */
public record Life(Instance instance, long pid, Duration first, Duration last, boolean ended) {

  /** What a process says it is; the programs a program starts say the same. */
  public record Instance(String workload, String host, String agent, long epoch, int incarnation) {

    @Override
    public String toString() {
      return "%s on %s, epoch %d, incarnation %d".formatted(workload, host, epoch, incarnation);
    }
  }

  public Life {
    if (last.compareTo(first) < 0) {
      throw new IllegalArgumentException("a life that ends before it begins: " + instance);
    }
  }

  public String workload() {
    return instance.workload();
  }

  /** Seen before and after this moment, or at it. */
  public boolean covers(Duration moment) {
    return first.compareTo(moment) <= 0 && last.compareTo(moment) >= 0;
  }
}
