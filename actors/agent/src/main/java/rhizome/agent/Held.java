package rhizome.agent;

import java.util.Collections;
import java.util.Map;
import rhizome.agent.life.Pulse;
import rhizome.agent.life.State;
import rhizome.kernel.WorkloadId;

/**
 * One workload an agent holds.
 *
 * @param incarnation counts the processes of this epoch from 1
 * @param pid of its process; 0 while there is none
 * @param ports the number each named port was given
 */
public record Held(
    WorkloadId workload,
    long epoch,
    int incarnation,
    long pid,
    Phase phase,
    Map<String, Integer> ports) {

  /** Without ports. */
  public Held(WorkloadId workload, long epoch, int incarnation, long pid, Phase phase) {
    this(workload, epoch, incarnation, pid, phase, Collections.emptyMap());
  }

  /** Where it stands. */
  public enum Phase {
    /** Its process is not ready yet. */
    STARTING,
    READY,
    /** It was ready and is not: it runs on, or is being ended so that another can begin. */
    UNREADY,
    /** It is started again after a pause. */
    WAITING,
    /** Its restarts are used up. */
    EXHAUSTED,
    /** It is a job, and ended well. */
    COMPLETED,
    /** The lease of its node ran out: it waits to be assigned again. */
    FENCED,
    /** It was told to stop, and a process of it is still there. */
    STOPPING
  }

  /**
   * @throws IllegalArgumentException when the state holds nothing
   */
  static Held of(State state) {
    var job =
        state.held().orElseThrow(() -> new IllegalArgumentException("nothing is held: " + state));
    long pid = state.process().map(process -> (long) process.pid()).orElse(0L);
    return new Held(job.workload(), job.epoch(), job.incarnation(), pid, phase(state), job.ports());
  }

  private static Phase phase(State state) {
    return switch (state) {
      case State.Absent _, State.Starting _ -> Phase.STARTING;
      case State.Running running when running.pulse().ready() -> Phase.READY;
      case State.Running running ->
          running.pulse().stage() == Pulse.Stage.SERVED && running.readyAt().isEmpty()
              ? Phase.UNREADY
              : Phase.STARTING;
      case State.Ending ending ->
          switch (ending.goal()) {
            case State.Goal.Leave _ -> Phase.STOPPING;
            case State.Goal.Restart _ -> Phase.UNREADY;
            case State.Goal.Wait _ -> Phase.FENCED;
          };
      case State.Waiting _ -> Phase.WAITING;
      case State.Exhausted(var job, var exit) ->
          job.isDone(exit) ? Phase.COMPLETED : Phase.EXHAUSTED;
      case State.Fenced _ -> Phase.FENCED;
    };
  }
}
