package rhizome.runtime.entity;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;

/** What an entity may ask of the place it lives in. */
public interface Lodging<C, S> {

  /** Wants to leave memory; {@link EntityShell.Stop} follows when nobody is asking. */
  void leave(ActorRef<EntityShell.Request<C, S>> self);

  /** Wants to be woken again after it has stopped, although nobody asks. */
  void wakeAgain();

  /** Lives in a shard. */
  static <C, S> Lodging<C, S> in(
      ActorRef<ClusterSharding.ShardCommand> shard, EntityRef<EntityShell.Request<C, S>> entity) {
    return new Lodging<>() {
      @Override
      public void leave(ActorRef<EntityShell.Request<C, S>> self) {
        shard.tell(new ClusterSharding.Passivate<>(self));
      }

      @Override
      public void wakeAgain() {
        entity.tell(new EntityShell.Wake<>());
      }
    };
  }

  /** Lives outside any shard: leaves when it wants to, and is not woken by anybody. */
  static <C, S> Lodging<C, S> alone() {
    return new Lodging<>() {
      @Override
      public void leave(ActorRef<EntityShell.Request<C, S>> self) {
        self.tell(new EntityShell.Stop<>());
      }

      @Override
      public void wakeAgain() {
        // Whoever spawned it knows where it is.
      }
    };
  }
}
