package rhizome.runtime.grid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task;
import rhizome.grid.task.Task.Command;
import rhizome.grid.task.Ticket;
import rhizome.grid.workload.Outgoing;
import rhizome.grid.workload.Workload;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Carries the duties of tasks to robots, workloads and agents, and the answers back. Nothing is
 * kept here: what is lost on the way is asked again by the task that still owes it.
 */
final class TaskRouter {

  /** An answer is waited for until the same is asked anew, and a little longer. */
  private static final Duration PATIENCE_MORE = Duration.ofSeconds(10);

  private final Entities entities;
  private final Zones zones;
  private final ZoneId zone;
  private final Clock clock;

  TaskRouter(Entities entities, Zones zones, ZoneId zone, Clock clock) {
    this.entities = entities;
    this.zones = zones;
    this.zone = zone;
    this.clock = clock;
  }

  void task(Task.Duty duty) {
    switch (duty) {
      case Task.Duty.Place(var task, var ticket, var workload, var from) ->
          at(from, () -> place(task, ticket, workload));
      case Task.Duty.Perform(var errand, var lease) -> perform(errand, lease);
      case Task.Duty.Remind(var task, var at) -> at(at, () -> tick(task));
    }
  }

  /** What is far away is handed out again before it comes. */
  private void at(Instant when, Runnable what) {
    Duration left = Duration.between(now(), when);
    if (left.compareTo(entities.resyncMax()) <= 0) {
      entities.after(left, what);
    }
  }

  private void place(TaskId task, Ticket ticket, WorkloadId workload) {
    var _ =
        entities
            .read(Kind.WORKLOAD, workload)
            .thenAccept(
                state -> {
                  if (state instanceof Workload.State.Active active && active.confirmed()) {
                    tell(task, new Command.Begin(ticket, active.lease(), now()));
                  }
                });
  }

  private void perform(Errand errand, Lease lease) {
    var _ =
        entities
            .read(Kind.WORKLOAD, errand.workload())
            .thenAccept(
                state -> {
                  if (isOver(state, lease)) {
                    finish(errand, Finding.of(Result.LOST, "its workload left " + lease.node()));
                  } else {
                    ask(errand, lease);
                  }
                });
  }

  private void ask(Errand errand, Lease lease) {
    Duration patience = entities.resyncMax().plus(PATIENCE_MORE);
    var _ =
        zones
            .perform(zone, lease.node(), errand, patience)
            .thenAccept(
                answer -> {
                  if (answer instanceof Errand.Answer.Finished(var finding)) {
                    finish(errand, finding);
                  }
                });
  }

  /** Whether the workload no longer counts on that node, whatever still runs there. */
  private static boolean isOver(Workload.State state, Lease lease) {
    return switch (state) {
      case Workload.State.Active active ->
          !active.lease().equals(lease) && !serves(active.outgoing(), lease);
      case Workload.State.Pending pending -> !serves(pending.outgoing(), lease);
      case Workload.State.Parked _,
          Workload.State.Completed _,
          Workload.State.Retiring _,
          Workload.State.Gone _,
          Workload.State.Absent _ ->
          true;
    };
  }

  private static boolean serves(Outgoing outgoing, Lease lease) {
    return outgoing.serving().filter(serving -> serving.lease().equals(lease)).isPresent();
  }

  private void finish(Errand errand, Finding finding) {
    tell(errand.task(), new Command.Finish(errand.ticket(), finding, now()));
  }

  /** Asks the robot first, so that what it no longer has is not run again. */
  private void tick(TaskId task) {
    var _ =
        entities
            .read(Kind.ROBOT, task.robot())
            .thenAccept(state -> tell(task, new Command.Tick(state.action(task), now())));
  }

  private void tell(TaskId task, Command command) {
    var _ = entities.ask(Kind.TASK, task, command);
  }

  private Instant now() {
    return clock.instant();
  }
}
