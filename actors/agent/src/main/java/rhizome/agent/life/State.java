package rhizome.agent.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;

/** Where one workload stands on this machine. */
public sealed interface State {

  /**
   * Nothing is held.
   *
   * @param floor the highest epoch that was stopped here: assignments below it are stale
   */
  record Absent(long floor) implements State {}

  /** A process is being spawned; the very next input says how that went. */
  record Starting(Job job) implements State {}

  /**
   * A process runs.
   *
   * @param since when it was started
   * @param readyAt since when it is ready, if it is
   */
  record Running(Job job, Identity identity, Instant since, Optional<Instant> readyAt, Pulse pulse)
      implements State {

    /** When it has taken too long, if that is ever so. */
    Optional<Instant> overdueAt() {
      return job.spec().job().flatMap(end -> end.deadline()).map(since::plus);
    }
  }

  /**
   * A process is on its way out, or it is gone and others it started may still be there.
   *
   * @param identity empty when it was gone before it was told to leave
   * @param exit how it left, once it did
   * @param healthy how long it had been ready
   * @param killAt end of its grace, while that lasts
   */
  record Ending(
      Job job,
      Optional<Identity> identity,
      Goal goal,
      Optional<Exit> exit,
      Duration healthy,
      Optional<Instant> killAt)
      implements State {}

  /** It ended, and is started again at {@code retryAt}. */
  record Waiting(Job job, Exit exit, Instant retryAt) implements State {}

  /** It ended too often, and somebody else must decide; or it is a job that is done. */
  record Exhausted(Job job, Exit exit) implements State {}

  /**
   * Its node's lease ran out, and nobody of it is left. It begins only if it is assigned again.
   *
   * @param job with the process that would come next
   */
  record Fenced(Job job) implements State {}

  /** What comes when the last process is gone. */
  sealed interface Goal {

    /** Start again, if the policy says so; {@code complaint} is why we ended it, if we did. */
    record Restart(Optional<String> complaint) implements Goal {}

    /** Hold it without a process; {@code again} when it was assigned once more meanwhile. */
    record Wait(boolean again) implements Goal {}

    /**
     * Let go of it.
     *
     * @param epoch the epoch to report as stopped
     * @param next what to run in its place
     */
    record Leave(long epoch, Optional<Assignment> next) implements Goal {}
  }

  /** Where every workload begins. */
  static State nothing() {
    return new Absent(0);
  }

  /** The job in hand, if there is any. */
  default Optional<Job> held() {
    return switch (this) {
      case Absent _ -> Optional.empty();
      case Starting starting -> Optional.of(starting.job());
      case Running running -> Optional.of(running.job());
      case Ending ending -> Optional.of(ending.job());
      case Waiting waiting -> Optional.of(waiting.job());
      case Exhausted exhausted -> Optional.of(exhausted.job());
      case Fenced fenced -> Optional.of(fenced.job());
    };
  }

  /** The job in hand, unless it is being let go of. */
  default Optional<Job> staying() {
    return this instanceof Ending ending && ending.goal() instanceof Goal.Leave
        ? Optional.empty()
        : held();
  }

  /** The process in hand, if there is any. */
  default Optional<Identity> process() {
    return switch (this) {
      case Running running -> Optional.of(running.identity());
      case Ending ending -> ending.identity();
      case Absent _, Starting _, Waiting _, Exhausted _, Fenced _ -> Optional.empty();
    };
  }

  /** When this state wants a {@link Input.Tick}. */
  default Optional<Instant> wakeAt() {
    return switch (this) {
      case Running running ->
          Stream.concat(running.pulse().due().stream(), running.overdueAt().stream())
              .min(Instant::compareTo);
      case Ending ending -> ending.killAt();
      case Waiting waiting -> Optional.of(waiting.retryAt());
      case Absent _, Starting _, Exhausted _, Fenced _ -> Optional.empty();
    };
  }

  /** Whether anything of it, or what shall take its place, may run on one node only. */
  default boolean single() {
    boolean next =
        this instanceof Ending ending
            && ending.goal() instanceof Goal.Leave(_, var later)
            && later.filter(assignment -> assignment.spec().single()).isPresent();
    return next || held().filter(job -> job.spec().single()).isPresent();
  }

  /** The newest epoch that is held, or shall be. */
  default long newestEpoch() {
    long held = held().map(Job::epoch).orElse(0L);
    return this instanceof Ending ending
            && ending.goal() instanceof Goal.Leave(long epoch, var next)
        ? next.map(Assignment::epoch).orElse(epoch)
        : held;
  }
}
