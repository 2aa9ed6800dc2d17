package rhizome.cli.chaos.history;

import java.time.Duration;
import java.util.List;

/** One line of what was done to a grid; {@code at} counts from the begin of the run. */
public sealed interface Entry {

  Duration at();

  /** {@code wish} numbers a wish within the run. */
  record Invoked(Duration at, int number, Wish wish) implements Entry {}

  record Answered(Duration at, int number, Answer answer) implements Entry {}

  /**
   * @param hosts at which it strikes
   * @param harmless no program may notice it
   */
  record FaultBegun(Duration at, int number, String fault, List<String> hosts, boolean harmless)
      implements Entry {
    public FaultBegun {
      hosts = List.copyOf(hosts);
    }
  }

  /** It is undone. */
  record FaultEnded(Duration at, int number) implements Entry {}

  /** The grid was left alone before, and all that follows is asking it. */
  record Settled(Duration at) implements Entry {}

  /** Worth knowing; no law looks at it. */
  record Remark(Duration at, String text) implements Entry {}

  /** Two processes of one workload were there, as one of them noticed by itself. */
  record Overlap(Duration at, String workload, String who) implements Entry {}
}
