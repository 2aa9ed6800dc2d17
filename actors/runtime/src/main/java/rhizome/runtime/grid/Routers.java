package rhizome.runtime.grid;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.node.ZoneShell;

/**
 * Carries duties from one entity to another and the answer back. Nothing is kept here: a question
 * that is lost is asked again by whoever still owes it.
 */
final class Routers {

  private static final String NOT_HELD = Node.Refusal.NOT_HELD.name();

  private final Entities entities;
  private final Zones zones;
  private final ZoneId zone;
  private final Clock clock;

  Routers(Entities entities, Zones zones, ZoneId zone, Clock clock) {
    this.entities = entities;
    this.zones = zones;
    this.zone = zone;
    this.clock = clock;
  }

  void robot(Robot.Duty duty) {
    switch (duty) {
      case Robot.Duty.Ensure(var workload, var spec, long generation) ->
          tell(workload, new Workload.Command.Ensure(spec, generation, now()));
      case Robot.Duty.Retire(var workload, long generation) ->
          tell(workload, new Workload.Command.Retire(generation, now()));
    }
  }

  void workload(Workload.Duty duty) {
    switch (duty) {
      case Workload.Duty.FindPlace find -> findPlace(find);
      case Workload.Duty.Reserve reserve -> reserve(reserve);
      case Workload.Duty.Release(var workload, var lease) -> release(workload, lease);
      case Workload.Duty.Inform inform -> inform(inform);
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
              boolean admits) ->
          zones.tell(where, new ZoneShell.Hold(node, boot, assignments, leaving, admits));
      case Node.Duty.Watch(var node, var where, var boot) ->
          zones.tell(where, new ZoneShell.Watch(node, boot));
      case Node.Duty.Miss(var node, var where) -> zones.tell(where, new ZoneShell.Miss(node));
      case Node.Duty.Evict evict -> evict(evict);
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
                            ? new Workload.Command.Place(duty.epoch(), choice.node().get(), now())
                            : new Workload.Command.LackPlace(
                                duty.epoch(), choice.reason(), now())));
  }

  private void reserve(Workload.Duty.Reserve duty) {
    WorkloadId workload = duty.workload();
    long epoch = duty.assignment().epoch();
    var _ =
        entities
            .ask(Kind.NODE, duty.node(), new Node.Command.Reserve(duty.assignment(), now()))
            .whenComplete(
                (receipt, failure) -> {
                  if (receipt != null) {
                    tell(workload, new Workload.Command.ConfirmPlace(epoch, now()));
                  } else {
                    refusal(failure)
                        .ifPresent(
                            reason -> {
                              zones.tell(zone, new ZoneShell.Refused(duty.node(), workload));
                              tell(
                                  workload, new Workload.Command.RefusePlace(epoch, reason, now()));
                            });
                  }
                });
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

  private void inform(Workload.Duty.Inform duty) {
    Robot.Command observe =
        new Robot.Command.Observe(
            duty.workload(), duty.generation(), duty.status(), duty.detail(), now());
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
