package rhizome.grid.node;

import java.time.Instant;

/** Whether a node takes more, as operators, or for want of work its zone, last said it. */
public sealed interface Admission {

  /** Nobody expects to hear it. */
  default boolean off() {
    return this instanceof Asleep || this instanceof Waking;
  }

  /** What became of it when its agent enrolled. */
  default Admission enrolled(boolean anew) {
    return switch (this) {
      case Asleep _, Waking _ -> anew ? new Open() : this;
      case Open _, Cordoned _, Draining _ -> this;
    };
  }

  record Open() implements Admission {}

  /** Takes nothing more; what it holds stays. */
  record Cordoned(String by) implements Admission {}

  /**
   * Takes nothing more, and what it holds moves away.
   *
   * @param since when it was asked for
   * @param deadline until then what is shared may wait for its successor
   * @param atOnce how many may be on their way at the same time
   * @param overdue the deadline has passed: all that is left goes now
   */
  record Draining(String by, Instant since, Instant deadline, int atOnce, boolean overdue)
      implements Admission {
    public Draining {
      if (atOnce < 1) {
        throw new IllegalArgumentException("a drain moves at least one at once, not " + atOnce);
      }
    }

    /** Whether it was asked for in the same way. */
    boolean isAs(Node.Command.Drain d) {
      return by.equals(d.by()) && deadline.equals(d.deadline()) && atOnce == d.atOnce();
    }
  }

  /** Powered down, or about to be. */
  record Asleep(String by, String why, Instant since) implements Admission {}

  /**
   * To be powered up.
   *
   * @param deadline who has not come by then is lost
   */
  record Waking(String by, String why, Instant since, Instant deadline) implements Admission {}
}
