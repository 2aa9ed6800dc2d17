package rhizome.runtime.sharding;

import akka.actor.Props;
import akka.cluster.sharding.ClusterShardingSettings;
import akka.cluster.sharding.internal.EventSourcedRememberEntitiesProvider;
import akka.cluster.sharding.internal.RememberEntitiesProvider;
import akka.cluster.sharding.typed.ClusterShardingSettings.RememberEntitiesStoreMode;

/**
 * Akka's event-sourced store of remembered entities, which does not write again what it knows. A
 * coordinator finds homes for shards one after the other, and each waits until its store has
 * written that the shard exists; after the loss of a member all of them exist already.
 *
 * <p>Akka makes one for each kind of entities, by {@code
 * akka.cluster.sharding.remember-entities-custom-store}.
 */
public final class KnownShards implements RememberEntitiesProvider {

  /** The name by which Akka asks for it; its typed settings do not know that name, but take it. */
  public static final RememberEntitiesStoreMode MODE = () -> "custom";

  private final RememberEntitiesProvider akka;

  /** As Akka's loader wants it. */
  public KnownShards(ClusterShardingSettings settings, String typeName) {
    this.akka = new EventSourcedRememberEntitiesProvider(typeName, settings);
  }

  @Override
  public Props coordinatorStoreProps() {
    return KnownShardsShell.props(akka.coordinatorStoreProps());
  }

  @Override
  public Props shardStoreProps(String shardId) {
    return akka.shardStoreProps(shardId);
  }
}
