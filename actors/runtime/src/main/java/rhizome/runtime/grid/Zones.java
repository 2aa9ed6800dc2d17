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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import rhizome.grid.node.Node;
import rhizome.grid.placement.Placement;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.ZoneShell;

/** The zones of this grid, in memory, each in one place of the cluster. */
final class Zones {

  private static final EntityTypeKey<ZoneShell.Message> KEY =
      EntityTypeKey.create(ZoneShell.Message.class, "zone");

  private final ClusterSharding sharding;
  private final Duration askTimeout;

  Zones(ActorSystem<?> system, GridSettings settings, Entities entities, Clock clock) {
    this.sharding = ClusterSharding.get(system);
    this.askTimeout = settings.askTimeout();
    ZoneShell.Neighbours neighbours = new Around(entities, clock);
    sharding.init(
        Entity.of(KEY, _ -> ZoneShell.create(clock, neighbours, settings.lease()))
            .withRole(Entities.ROLE)
            .withSettings(ClusterShardingSettings.create(system).withRememberEntities(false)));
  }

  void tell(ZoneId zone, ZoneShell.Message message) {
    ref(zone).tell(message);
  }

  CompletionStage<Placement.Choice> findPlace(ZoneId zone, Workload.Duty.FindPlace duty) {
    return ref(zone)
        .ask(
            replyTo ->
                new ZoneShell.FindPlace(
                    duty.workload(), duty.epoch(), duty.spec().resources(), duty.avoid(), replyTo),
            askTimeout);
  }

  CompletionStage<ZoneShell.Nodes> nodes(ZoneId zone) {
    return ref(zone).ask(ZoneShell.ListNodes::new, askTimeout);
  }

  CompletionStage<ZoneShell.Forgotten> forget(ZoneId zone, NodeId node) {
    return ref(zone).ask(replyTo -> new ZoneShell.Forget(node, replyTo), askTimeout);
  }

  CompletionStage<LogSlice> readLog(
      ZoneId zone, NodeId node, Function<ActorRef<StatusReply<LogSlice>>, Order.ReadLog> order) {
    return ref(zone)
        .askWithStatus(replyTo -> new ZoneShell.Forward(node, order.apply(replyTo)), askTimeout);
  }

  private EntityRef<ZoneShell.Message> ref(ZoneId zone) {
    return sharding.entityRefFor(KEY, zone.name());
  }

  private record Around(Entities entities, Clock clock) implements ZoneShell.Neighbours {

    @Override
    public void wake(NodeId node) {
      entities.wake(Kind.NODE, node);
    }

    @Override
    public void expire(NodeId node, String boot, Instant heard, Runnable done) {
      Node.Command expire = new Node.Command.ExpireLease(boot, heard, clock.instant());
      var _ =
          entities
              .ask(Kind.NODE, node, expire)
              .whenComplete(
                  (_, failure) -> {
                    if (failure == null || Refusals.isRefusal(failure)) {
                      done.run();
                    }
                  });
    }

    @Override
    public void place(ZoneShell.FindPlace waiting, NodeId node) {
      Workload.Command place = new Workload.Command.Place(waiting.epoch(), node, clock.instant());
      var _ = entities.ask(Kind.WORKLOAD, waiting.workload(), place);
    }
  }
}
