package rhizome.grid.world;

import java.util.Optional;
import rhizome.grid.healing.Restarts;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/** One assignment on one machine, and its process. */
final class Job {

  /** What the agent is doing about it. */
  enum Phase {
    /** A process is about to be started. */
    QUEUED,
    /** A process was started. */
    RUNNING,
    /** It ended and is started again later. */
    WAITING,
    /** Its restart budget is spent. */
    EXHAUSTED,
    /** It ended well, as it was to. */
    DONE,
    /** It stands still until the node says again that it is held here. */
    PAUSED,
    /** It was told to stop. */
    STOPPING
  }

  final Assignment assignment;
  Phase phase = Phase.QUEUED;
  int incarnation;
  Restarts restarts = Restarts.NONE;
  Optional<Long> readyAt = Optional.empty();
  Optional<Assignment> next = Optional.empty();

  /** Whether there is a process. */
  boolean alive;

  /** Makes timers of an earlier phase stale. */
  int turn;

  Job(Assignment assignment) {
    this.assignment = assignment;
  }

  WorkloadId workload() {
    return assignment.workload();
  }

  long epoch() {
    return assignment.epoch();
  }

  void enter(Phase phase) {
    this.phase = phase;
    turn++;
  }

  long pid() {
    return epoch() * 1_000 + incarnation;
  }
}
