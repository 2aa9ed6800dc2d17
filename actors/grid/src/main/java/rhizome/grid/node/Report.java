package rhizome.grid.node;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import rhizome.grid.healing.Exit;
import rhizome.kernel.WorkloadId;

/**
 * What an agent tells about one workload it holds. Reports may arrive twice or late: {@code epoch}
 * fences the stale, {@code incarnation} (1 for the first process of an epoch) marks the repeated.
 */
public sealed interface Report {

  WorkloadId workload();

  long epoch();

  int incarnation();

  Instant at();

  /** A process runs; {@code ports} are the numbers its named ports were given. */
  record Started(
      WorkloadId workload,
      long epoch,
      int incarnation,
      Instant at,
      long pid,
      Map<String, Integer> ports)
      implements Report {
    public Started {
      ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }
  }

  /**
   * The agent came back and found the process still running. It may be the first that is heard of
   * it; {@code ports} are empty from an agent that does not tell them.
   */
  record Adopted(
      WorkloadId workload,
      long epoch,
      int incarnation,
      Instant at,
      long pid,
      Map<String, Integer> ports)
      implements Report {
    public Adopted {
      ports = Collections.unmodifiableMap(new TreeMap<>(ports));
    }

    public Adopted(WorkloadId workload, long epoch, int incarnation, Instant at, long pid) {
      this(workload, epoch, incarnation, at, pid, Collections.emptyMap());
    }
  }

  /** It is well, perhaps once more. */
  record Ready(WorkloadId workload, long epoch, int incarnation, Instant at) implements Report {}

  /**
   * It is no longer well. Either it runs on, until it is ready again; or the agent restarts it, and
   * {@link Restarting} or {@link Exhausted} follows.
   */
  record Unready(WorkloadId workload, long epoch, int incarnation, Instant at, String reason)
      implements Report {}

  /** It runs and never was ready so far; {@code reason} is the last answer of its probe. */
  record Hindered(WorkloadId workload, long epoch, int incarnation, Instant at, String reason)
      implements Report {}

  /** It ended, and the agent starts it again at {@code retryAt} by itself. */
  record Restarting(
      WorkloadId workload, long epoch, int incarnation, Instant at, Exit exit, Instant retryAt)
      implements Report {}

  /** It ended, and the restart budget of this node is spent. */
  record Exhausted(WorkloadId workload, long epoch, int incarnation, Instant at, Exit exit)
      implements Report {}

  /** It is a job, and its program ended with 0: it is not started again. */
  record Completed(WorkloadId workload, long epoch, int incarnation, Instant at)
      implements Report {}

  /** It was told to stop and no process of it is left. */
  record Stopped(WorkloadId workload, long epoch, int incarnation, Instant at, Exit exit)
      implements Report {}
}
