package rhizome.runtime.grid;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.pattern.StatusReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import rhizome.blueprints.scale.Target;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Signals;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.Governance;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Neighbours;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Silences;
import rhizome.runtime.node.SteadyClock;
import rhizome.runtime.node.ZoneShell;
import rhizome.runtime.power.PowerSettings;
import rhizome.runtime.power.Switch;

/** The zones of this grid, in memory, each in one place of the cluster. */
final class Zones {

  private static final EntityTypeKey<ZoneShell.Message> KEY =
      EntityTypeKey.create(ZoneShell.Message.class, "zone");

  private final ClusterSharding sharding;
  private final Duration askTimeout;
  private final Switch powerUp;

  Zones(ActorSystem<?> system, GridSettings settings, Around around, Silences silences) {
    this.sharding = ClusterSharding.get(system);
    this.askTimeout = settings.askTimeout();
    this.powerUp =
        new Switch("rhizome.power.up", PowerSettings.from(system.settings().config()).up());
    ZoneShell.Parts parts =
        new ZoneShell.Parts(new SteadyClock(), around, _ -> silences, settings.zones());
    sharding.init(
        Entity.of(KEY, _ -> ZoneShell.create(parts))
            .withRole(Entities.ROLE)
            .withSettings(ClusterShardingSettings.create(system).withRememberEntities(false)));
  }

  void tell(ZoneId zone, ZoneShell.Message message) {
    ref(zone).tell(message);
  }

  /** A node wakes; what its machine is powered up by is asked for as long as it is off. */
  void wakes(Node.Duty.PowerUp duty, Duration age) {
    Facts facts = duty.facts();
    tell(facts.zone(), new ZoneShell.Rest(duty.node(), facts, "", age, true));
    if (duty.off()) {
      powerUp.turn(
          duty.node(),
          Map.of(
              "RHIZOME_ADDRESS",
              facts.address(),
              "RHIZOME_HOST",
              facts.host(),
              "RHIZOME_LABELS",
              facts.labels().toString()));
    }
  }

  CompletionStage<Placement.Choice> findPlace(ZoneId zone, Workload.Duty.FindPlace duty) {
    return ref(zone)
        .ask(
            replyTo ->
                new ZoneShell.FindPlace(
                    duty.workload(),
                    duty.epoch(),
                    duty.spec().resources(),
                    duty.avoid(),
                    duty.home(),
                    duty.spec().wishes(),
                    duty.spec().priority(),
                    replyTo),
            askTimeout);
  }

  CompletionStage<Rehearsal.Outcome> rehearse(ZoneId zone, Rehearsal rehearsal) {
    return ref(zone)
        .<ZoneShell.Rehearsed>ask(replyTo -> new ZoneShell.Rehearse(rehearsal, replyTo), askTimeout)
        .thenApply(ZoneShell.Rehearsed::outcome);
  }

  CompletionStage<ZoneShell.Nodes> nodes(ZoneId zone) {
    return ref(zone).ask(ZoneShell.ListNodes::new, askTimeout);
  }

  CompletionStage<Governance> governance(ZoneId zone) {
    return ref(zone).ask(ZoneShell.AskGovernor::new, askTimeout);
  }

  CompletionStage<Governance.Resumed> resume(ZoneId zone, String by) {
    return ref(zone).ask(replyTo -> new ZoneShell.ResumeGovernor(by, replyTo), askTimeout);
  }

  CompletionStage<ZoneShell.Forgotten> forget(ZoneId zone, NodeId node) {
    return ref(zone).ask(replyTo -> new ZoneShell.Forget(node, replyTo), askTimeout);
  }

  CompletionStage<LogSlice> readLog(
      ZoneId zone, NodeId node, Function<ActorRef<StatusReply<LogSlice>>, Order.ReadLog> order) {
    return ref(zone)
        .askWithStatus(replyTo -> new ZoneShell.Forward(node, order.apply(replyTo)), askTimeout);
  }

  /** Answered when the errand is over, or not by then. */
  CompletionStage<Errand.Answer> perform(
      ZoneId zone, NodeId node, Errand errand, Duration patience) {
    return ref(zone)
        .askWithStatus(
            replyTo -> new ZoneShell.Forward(node, new Order.Perform(errand, replyTo)), patience);
  }

  CompletionStage<Reading> measure(
      ZoneId zone, WorkloadId workload, Lease lease, List<Target.Metric> metrics) {
    return ref(zone)
        .askWithStatus(
            replyTo ->
                new ZoneShell.Forward(
                    lease.node(), new Order.Measure(workload, lease.epoch(), metrics, replyTo)),
            askTimeout);
  }

  private EntityRef<ZoneShell.Message> ref(ZoneId zone) {
    return sharding.entityRefFor(KEY, zone.name());
  }

  /**
   * What is around the zone of this grid.
   *
   * @param board hears what its governor does
   */
  record Around(ZoneId zone, Entities entities, NoticeBoard board, Clock clock)
      implements Neighbours {

    private static final Optional<String> NOT_ENROLLED =
        Optional.of(Node.Refusal.NOT_ENROLLED.name());

    /** One that is not heard is found by the next survey. */
    @Override
    public void turned(Governor.Turn turn) {
      if (!board.isOff()) {
        var _ = board.hear(Signals.of(zone, turn, clock.instant()));
      }
    }

    @Override
    public void wake(NodeId node) {
      entities.wake(Kind.NODE, node);
    }

    @Override
    public void suspect(ZoneIndex.Silent silent, Duration silence, Runnable done) {
      Instant now = clock.instant();
      Cause cause =
          silent
              .witness()
              .map(reason -> Cause.of(reason, now))
              .orElseGet(
                  () ->
                      Cause.of(
                          "nothing was heard of " + silent.node() + " since then",
                          now.minus(silence)))
              .leadingTo(silent.node() + " is suspected to be gone", now);
      tell(silent.node(), new Node.Command.Suspect(silent.boot(), cause, now), done, done);
    }

    @Override
    public void expire(
        ZoneIndex.Silent silent, Duration silence, Runnable done, Runnable stranger) {
      Instant now = clock.instant();
      Instant heard = now.minus(silence);
      tell(silent.node(), new Node.Command.ExpireLease(silent.boot(), heard, now), done, stranger);
    }

    private void tell(NodeId node, Node.Command command, Runnable done, Runnable stranger) {
      var _ =
          entities
              .ask(Kind.NODE, node, command)
              .whenComplete(
                  (_, failure) -> {
                    Optional<String> refusal = Optional.ofNullable(failure).flatMap(Refusals::of);
                    if (refusal.equals(NOT_ENROLLED)) {
                      stranger.run();
                    } else if (failure == null || refusal.isPresent()) {
                      done.run();
                    }
                  });
    }

    @Override
    public void place(ZoneShell.FindPlace waiting, NodeId node, boolean preempting) {
      Workload.Command place =
          new Workload.Command.Place(waiting.epoch(), node, preempting, clock.instant());
      var _ = entities.ask(Kind.WORKLOAD, waiting.workload(), place);
    }

    @Override
    public void vacate(WorkloadId workload, Lease lease, String why, Duration deadline) {
      Instant now = clock.instant();
      Cause cause = Cause.of(why, now).leadingTo("the zone evens out its load", now);
      Workload.Command vacate = new Workload.Command.Vacate(lease, cause, now.plus(deadline), now);
      var _ =
          entities
              .ask(Kind.ROBOT, workload.robot(), new Robot.Command.Spare(workload, now))
              .thenCompose(_ -> entities.ask(Kind.WORKLOAD, workload, vacate));
    }

    @Override
    public void power(Power.Wish wish, Duration deadline, Runnable refused) {
      Instant now = clock.instant();
      String by = "zone " + zone;
      Node.Command command =
          switch (wish) {
            case Power.Wish.Down(_, var boot, var why) ->
                new Node.Command.Sleep(boot, by, why, now);
            case Power.Wish.Up(_, var why) ->
                new Node.Command.Wake(by, why, now.plus(deadline), now);
          };
      var _ =
          entities
              .ask(Kind.NODE, wish.node(), command)
              .whenComplete(
                  (_, failure) -> {
                    if (failure != null && Refusals.isRefusal(failure)) {
                      refused.run();
                    }
                  });
    }
  }
}
