package rhizome.runtime.grid;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.ZoneShell;

/**
 * Carries duties from one entity to another and the answer back. Nothing is kept here: a question
 * that is lost is asked again by whoever still owes it.
 */
final class Routers {

  private static final String NOT_HELD = Node.Refusal.NOT_HELD.name();
  private static final String NOT_ENROLLED = Node.Refusal.NOT_ENROLLED.name();

  private final Entities entities;
  private final Zones zones;
  private final Scalers scalers;
  private final ZoneId zone;
  private final Clock clock;

  Routers(Entities entities, Zones zones, Scalers scalers, ZoneId zone, Clock clock) {
    this.entities = entities;
    this.zones = zones;
    this.scalers = scalers;
    this.zone = zone;
    this.clock = clock;
  }

  void robot(Robot.Duty duty) {
    switch (duty) {
      case Robot.Duty.Ensure(var workload, var spec, long generation, boolean reaches) ->
          tell(workload, new Workload.Command.Ensure(spec, generation, reaches, now()));
      case Robot.Duty.Retire(var workload, long generation) ->
          tell(workload, new Workload.Command.Retire(generation, now()));
      case Robot.Duty.Keep(var task, var definition) -> {
        Seed chance = new Seed(ThreadLocalRandom.current().nextLong());
        var _ = entities.ask(Kind.TASK, task, new Task.Command.Keep(definition, chance, now()));
      }
      case Robot.Duty.Prompt(var task, var definition, var occasion) -> {
        var prompt = new Task.Command.Prompt(definition, occasion, now());
        var _ = entities.ask(Kind.TASK, task, prompt);
      }
      case Robot.Duty.Remind(var robot, var at) ->
          remind(at, () -> tell(robot, new Robot.Command.PassTime(now())));
      case Robot.Duty.Follow(var robot, var followed) -> scalers.follow(robot, followed);
      case Robot.Duty.Announce(var workload, var lease, var table) ->
          zones.tell(
              zone,
              new ZoneShell.Announce(
                  lease.node(), new Order.Announce(workload, lease.epoch(), table)));
    }
  }

  /** {@code revision} is that of the workload that owes it. */
  void workload(Workload.Duty duty, long revision) {
    switch (duty) {
      case Workload.Duty.FindPlace find -> findPlace(find);
      case Workload.Duty.Reserve reserve -> reserve(reserve);
      case Workload.Duty.Release(var workload, var lease) -> release(workload, lease);
      case Workload.Duty.Inform inform -> inform(inform, revision);
    }
  }

  void node(Node.Duty duty) {
    switch (duty) {
      case Node.Duty.Hold(
              var node,
              var where,
              var boot,
              var assignments,
              var leaving,
              boolean admits,
              var promised,
              var yielding) ->
          zones.tell(
              where,
              new ZoneShell.Hold(node, boot, assignments, leaving, admits, promised, yielding));
      case Node.Duty.Watch(var node, var where, var boot) ->
          zones.tell(where, new ZoneShell.Watch(node, boot));
      case Node.Duty.Miss(var node, var where) -> zones.tell(where, new ZoneShell.Miss(node));
      case Node.Duty.Summon(var node, var where, var boot) ->
          zones.tell(where, new ZoneShell.Summon(node, boot));
      case Node.Duty.Evict evict -> evict(evict);
      case Node.Duty.Doubt(var node, var id, var lease, var cause) ->
          leave(node, id, lease, new Workload.Command.DoubtNode(lease, cause, now()));
      case Node.Duty.Vacate(var node, var id, var lease, var cause, var deadline) ->
          spare(node, id, new Workload.Command.Vacate(lease, cause, deadline, now()), deadline);
      case Node.Duty.Yield(var node, var id, var lease, var cause, var patience) ->
          spare(node, id, new Workload.Command.Vacate(lease, cause, now(), now()), patience);
      case Node.Duty.Remind(var node, var deadline) ->
          remind(deadline, () -> tell(node, new Node.Command.PassDeadline(now())));
      case Node.Duty.PowerDown(var node, var facts, var boot, var since) ->
          zones.tell(
              facts.zone(),
              new ZoneShell.Rest(node, facts, boot, Duration.between(since, now()), false));
      case Node.Duty.PowerUp up -> zones.wakes(up, Duration.between(up.since(), now()));
      case Node.Duty.Forget(var node, var where) -> forget(node, where);
    }
  }

  private void findPlace(Workload.Duty.FindPlace duty) {
    var _ =
        zones
            .findPlace(zone, duty)
            .thenAccept(
                choice ->
                    tell(
                        duty.workload(),
                        choice.node().isPresent()
                            ? new Workload.Command.Place(
                                duty.epoch(), choice.node().get(), choice.preempting(), now())
                            : new Workload.Command.LackPlace(
                                duty.epoch(), choice.reason(), now())));
  }

  private void reserve(Workload.Duty.Reserve duty) {
    WorkloadId workload = duty.workload();
    long epoch = duty.assignment().epoch();
    var _ =
        entities
            .ask(
                Kind.NODE,
                duty.node(),
                new Node.Command.Reserve(duty.assignment(), duty.preempting(), now()))
            .whenComplete(
                (receipt, failure) -> {
                  if (receipt != null) {
                    tell(workload, new Workload.Command.ConfirmPlace(epoch, now()));
                  } else {
                    refusal(failure).ifPresent(reason -> refused(duty, reason));
                  }
                });
  }

  /** A zone that proposes a removed node has had a late word of it after it forgot it. */
  private void refused(Workload.Duty.Reserve duty, String reason) {
    WorkloadId workload = duty.workload();
    if (reason.equals(NOT_ENROLLED)) {
      var _ = zones.forget(zone, duty.node());
    } else {
      zones.tell(zone, new ZoneShell.Refused(duty.node(), workload));
    }
    tell(workload, new Workload.Command.RefusePlace(duty.assignment().epoch(), reason, now()));
  }

  private void release(WorkloadId workload, Lease lease) {
    var _ =
        entities
            .ask(Kind.NODE, lease.node(), new Node.Command.Release(workload, lease.epoch(), now()))
            .whenComplete(
                (_, failure) -> {
                  if (refusal(failure).filter(NOT_HELD::equals).isPresent()) {
                    tell(workload, new Workload.Command.ConfirmRelease(lease, now()));
                  }
                });
  }

  private void inform(Workload.Duty.Inform duty, long revision) {
    Robot.Command observe =
        new Robot.Command.Observe(
            duty.workload(),
            duty.generation(),
            revision,
            duty.status(),
            duty.detail(),
            duty.lease(),
            duty.endpoint(),
            duty.run(),
            duty.falls(),
            now());
    CompletionStage<Receipt> told = entities.ask(Kind.ROBOT, duty.workload().robot(), observe);
    if (duty.status() == Status.GONE) {
      var _ =
          told.whenComplete(
              (receipt, failure) -> {
                if (receipt != null || refusal(failure).isPresent()) {
                  tell(duty.workload(), new Workload.Command.ConfirmGone(now()));
                }
              });
    }
  }

  private void evict(Node.Duty.Evict duty) {
    Workload.Command lose = new Workload.Command.LoseNode(duty.lease(), duty.cause(), now());
    var _ =
        entities
            .ask(Kind.WORKLOAD, duty.workload(), lose)
            .whenComplete(
                (receipt, failure) -> {
                  if (receipt != null || refusal(failure).isPresent()) {
                    Node.Command free =
                        new Node.Command.Free(duty.workload(), duty.lease().epoch(), now());
                    var _ = entities.ask(Kind.NODE, duty.node(), free);
                  }
                });
  }

  /**
   * Not before its robot can spare it, unless its time is up; who was refused is asked again by
   * resync.
   */
  private void spare(NodeId node, WorkloadId id, Workload.Command.Vacate vacate, Instant patience) {
    if (!vacate.at().isBefore(patience)) {
      leave(node, id, vacate.lease(), vacate);
      return;
    }
    var _ =
        entities
            .ask(Kind.ROBOT, id.robot(), new Robot.Command.Spare(id, vacate.at()))
            .whenComplete(
                (receipt, failure) -> {
                  if (receipt != null) {
                    leave(node, id, vacate.lease(), vacate);
                  }
                });
  }

  /** What its workload does not know has no business there. */
  private void leave(NodeId node, WorkloadId id, Lease lease, Workload.Command command) {
    var _ =
        entities
            .ask(Kind.WORKLOAD, id, command)
            .whenComplete(
                (_, failure) -> {
                  if (refusal(failure).isPresent()) {
                    tell(node, new Node.Command.Release(id, lease.epoch(), now()));
                  }
                });
  }

  /** A deadline that is far away is handed out again before it comes. */
  private void remind(Instant deadline, Runnable reminder) {
    Duration left = Duration.between(now(), deadline);
    if (left.compareTo(entities.resyncMax()) <= 0) {
      entities.after(left, reminder);
    }
  }

  private void forget(NodeId node, ZoneId where) {
    var _ =
        zones
            .forget(where, node)
            .thenAccept(_ -> tell(node, new Node.Command.ConfirmForgotten(now())));
  }

  private void tell(RobotId robot, Robot.Command command) {
    var _ = entities.ask(Kind.ROBOT, robot, command);
  }

  private void tell(NodeId node, Node.Command command) {
    var _ = entities.ask(Kind.NODE, node, command);
  }

  private void tell(WorkloadId workload, Workload.Command command) {
    var _ = entities.ask(Kind.WORKLOAD, workload, command);
  }

  /** A law that broke has decided nothing: it is asked again. */
  private static Optional<String> refusal(@Nullable Throwable failure) {
    return Optional.ofNullable(failure)
        .flatMap(Refusals::of)
        .filter(reason -> !reason.equals(EntityShell.BROKEN_LAW));
  }

  private Instant now() {
    return clock.instant();
  }
}
