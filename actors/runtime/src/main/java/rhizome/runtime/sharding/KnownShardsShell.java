package rhizome.runtime.sharding;

import akka.actor.AbstractActor;
import akka.actor.ActorRef;
import akka.actor.Props;
import akka.actor.SupervisorStrategy;
import akka.actor.Terminated;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.AddShard;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.GetShards$;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.RememberedShards;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.UpdateDone;
import akka.cluster.sharding.internal.RememberEntitiesCoordinatorStore.UpdateFailed;
import java.util.TreeSet;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stands before a coordinator's store and answers for what is known to be durable: what the store
 * read back, and what it said that it had written. Ends with its store.
 */
final class KnownShardsShell extends AbstractActor {

  private final ActorRef store;
  private final TreeSet<String> known = new TreeSet<>();

  private KnownShardsShell(Props store) {
    this.store = getContext().watch(getContext().actorOf(store, "store"));
  }

  static Props props(Props store) {
    return Props.create(KnownShardsShell.class, () -> new KnownShardsShell(store));
  }

  /** The coordinator is its parent, asks it alone, and waits for each answer. */
  @Override
  public Receive createReceive() {
    ActorRef coordinator = getContext().getParent();
    return receiveBuilder()
        .match(GetShards$.class, it -> store.tell(it, self()))
        .match(
            RememberedShards.class,
            it -> {
              known.addAll(CollectionConverters.asJava(it.entities()));
              coordinator.tell(it, self());
            })
        .match(AddShard.class, this::add)
        .match(
            UpdateDone.class,
            it -> {
              known.add(it.entityId());
              coordinator.tell(it, self());
            })
        .match(UpdateFailed.class, it -> coordinator.tell(it, self()))
        .match(Terminated.class, _ -> getContext().stop(self()))
        .build();
  }

  private void add(AddShard it) {
    if (known.contains(it.entityId())) {
      sender().tell(new UpdateDone(it.entityId()), self());
    } else {
      store.tell(it, self());
    }
  }

  /** A store that fails would begin again without the shards that wait for it. */
  @Override
  public SupervisorStrategy supervisorStrategy() {
    return SupervisorStrategy.stoppingStrategy();
  }
}
