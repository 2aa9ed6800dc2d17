package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.grid.Farm.SHOP;
import static rhizome.runtime.grid.Farm.get;
import static rhizome.runtime.grid.Farm.service;

import akka.actor.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetShardRegionState;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owes something is there again after a restart, although nobody asks. */
class AwakeningTest {

  /** More by hand, for the figures: {@code -Dawakening.workloads=1000}. */
  private static final int WORKLOADS = Integer.getInteger("awakening.workloads", 50);

  @TempDir Path folder;

  @Test
  void whoOwesSomethingWakesUnaskedAfterARestart() {
    try (Farm farm = new Farm(folder, "one", "two", "three")) {
      long applied = System.nanoTime();
      farm.apply(0, service("web", WORKLOADS));
      farm.awaitReady(WORKLOADS);
      print("apply to all ready", applied);
      long closing = System.nanoTime();
      farm.stop();
      print("close", closing);
      long started = System.nanoTime();
      farm.start();
      get(farm.grid().robot(SHOP));
      print("start to first answer of an entity", started);
      farm.await("all workloads awake, unasked", () -> awake(farm) == WORKLOADS);
      print("start to all awake", started);
      assertThat(awake(farm)).isEqualTo(WORKLOADS);
      assertThat(store(farm).path().parent().name())
          .as("what stands before it")
          .isEqualTo("RememberEntitiesStore");
    }
  }

  private static ActorRef store(Farm farm) {
    return Adapter.toClassic(farm.control().system())
        .actorSelection(
            "/system/sharding/workloadCoordinator/singleton/coordinator/"
                + "RememberEntitiesStore/store")
        .resolveOne(Duration.ofSeconds(5))
        .toCompletableFuture()
        .join();
  }

  private static int awake(Farm farm) {
    var system = farm.control().system();
    CompletionStage<ShardRegion.CurrentShardRegionState> state =
        AskPattern.ask(
            ClusterSharding.get(system).shardState(),
            replyTo -> new GetShardRegionState(Kind.WORKLOAD.key(), replyTo),
            Duration.ofSeconds(5),
            system.scheduler());
    int awake = 0;
    for (ShardRegion.ShardState shard : get(state).getShards()) {
      awake += shard.getEntityIds().size();
    }
    return awake;
  }

  private static void print(String what, long since) {
    System.err.printf(
        "%d workloads: %s %.2f s%n", WORKLOADS, what, (System.nanoTime() - since) / 1e9);
  }
}
