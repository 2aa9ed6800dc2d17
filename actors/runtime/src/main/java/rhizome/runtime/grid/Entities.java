package rhizome.runtime.grid;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.persistence.typed.PersistenceId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjLongConsumer;
import rhizome.runtime.entity.EntitySettings;
import rhizome.runtime.entity.EntityShell;
import rhizome.runtime.entity.EntityShell.Request;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.Lodging;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.sharding.KnownShards;

/** The sharded entities of this grid: how they come to be, and how they are asked. */
final class Entities {

  /** Entities live on members with this role; other members reach them from afar. */
  static final String ROLE = "control";

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final EntitySettings settings;
  private final Duration askTimeout;
  private final EventFeed feed;

  Entities(ActorSystem<?> system, GridSettings settings, EventFeed feed) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.settings = settings.entity();
    this.askTimeout = settings.askTimeout();
    this.feed = feed;
  }

  <C, E, S, D> void host(Kind<C, E, S, D> kind, ObjLongConsumer<D> router) {
    sharding.init(
        Entity.of(
                kind.key(),
                context -> EntityShell.create(parts(kind, router, context), lodging(context)))
            .withRole(ROLE)
            .withStopMessage(new EntityShell.Stop<>())
            .withSettings(
                ClusterShardingSettings.create(system)
                    .withRememberEntities(kind.remembered())
                    .withRememberEntitiesStoreMode(KnownShards.MODE)));
  }

  private <C, E, S, D> EntityShell.Parts<C, E, S, D> parts(
      Kind<C, E, S, D> kind, ObjLongConsumer<D> router, EntityContext<Request<C, S>> context) {
    String id = context.getEntityId();
    return new EntityShell.Parts<>(
        PersistenceId.of(kind.name(), id), kind.decider().apply(id), router, feed, settings);
  }

  private <C, S> Lodging<C, S> lodging(EntityContext<Request<C, S>> context) {
    EntityRef<Request<C, S>> self =
        sharding.entityRefFor(context.getEntityTypeKey(), context.getEntityId());
    return Lodging.in(context.getShard(), self);
  }

  /** Fails with the name of a refusal, or with a time-out. */
  <C, S> CompletionStage<Receipt> ask(Kind<C, ?, S, ?> kind, Object id, C command) {
    return ref(kind, id)
        .askWithStatus(replyTo -> new EntityShell.Ask<>(command, replyTo), askTimeout);
  }

  <C, S> CompletionStage<S> read(Kind<C, ?, S, ?> kind, Object id) {
    return ref(kind, id).ask(EntityShell.Read::new, askTimeout);
  }

  <C, S> void wake(Kind<C, ?, S, ?> kind, Object id) {
    ref(kind, id).tell(new EntityShell.Wake<>());
  }

  /** The longest an entity waits before it hands out again what it owes. */
  Duration resyncMax() {
    return settings.resyncMax();
  }

  void after(Duration pause, Runnable what) {
    Duration wait = pause.isNegative() ? Duration.ZERO : pause;
    var _ = system.scheduler().scheduleOnce(wait, what, system.executionContext());
  }

  private <C, S> EntityRef<Request<C, S>> ref(Kind<C, ?, S, ?> kind, Object id) {
    return sharding.entityRefFor(kind.key(), id.toString());
  }
}
