package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.KeyPair;

/** Three members, each a JVM of its own and a validator of one chain, as operators found it. */
@Tag("chaos")
class ValidatorClusterTest {

  private static final String ROLES = "control,gateway,validator";

  /** With a fifth of the stake it may be missing. */
  private static final int SMALL = 2;

  private static final List<Integer> STAKES = List.of(40_000, 40_000, 20_000);

  private static final String TO =
      Address.of(KeyPair.of(Blake.of(new byte[] {7})).publicKey()).toString();

  @TempDir private Path folder;
  private FoundedChain chain;

  @BeforeEach
  void make() throws IOException {
    chain = new FoundedChain(folder, STAKES);
  }

  /** Of whom was paid, as that member knows it. */
  private static String coins(ClusterProcess cluster, int i) {
    try {
      return cluster.client(i).get("/v1/ledger/addresses/" + TO).at("balance").at("coins").text();
    } catch (Trouble _) {
      return "";
    }
  }

  private static void awaitCoins(ClusterProcess cluster, int i, String coins)
      throws InterruptedException {
    GridProcess.await(coins + " on " + i, () -> coins(cluster, i).equals(coins));
  }

  @Test
  void aChainOfThreeHostsGoesOnWithoutTheSmallestWhichThenCatchesUp() throws Exception {
    try (ClusterProcess cluster = new ClusterProcess(folder, STAKES.size())) {
      chain.found(cluster);
      chain.start(cluster, ROLES);
      FoundedChain.ran(
          cluster.run(0, chain.paying("wallet", "send", TO, "12.5", "--yes", "--wait")));
      for (int i = 0; i < STAKES.size(); i++) {
        awaitCoins(cluster, i, "12500000000");
      }
      Json status = FoundedChain.ran(cluster.run(1, "validator", "status", "-o", "json")).json();
      assertThat(status.at("standing").text()).isEqualTo("active");
      assertThat(status.at("power").number()).isEqualTo(40_000);
      assertThat(status.at("ownHeight").number()).isPositive();
      assertThat(status.at("turnsLeft").number()).isBetween(1L, 1_000L);
      losesTheSmallest(cluster);
      hasMembersWithoutAKey(cluster);
    }
  }

  private void losesTheSmallest(ClusterProcess cluster) throws IOException, InterruptedException {
    cluster.process(SMALL).destroyForcibly().waitFor(); // SIGKILL
    long killed = FoundedChain.height(cluster, 0);
    FoundedChain.ran(cluster.run(1, chain.paying("wallet", "send", TO, "1", "--yes", "--wait")));
    awaitCoins(cluster, 0, "13500000000");
    assertThat(FoundedChain.height(cluster, 0)).as("without it").isGreaterThan(killed);

    cluster.start(SMALL, ROLES);
    cluster.awaitUp(SMALL);
    awaitCoins(cluster, SMALL, "13500000000");
    long others = FoundedChain.height(cluster, 0);
    GridProcess.await("caught up", () -> FoundedChain.height(cluster, SMALL) >= others);
  }

  /** One without a chain asks the others; one with a chain and no key follows it. */
  private void hasMembersWithoutAKey(ClusterProcess cluster)
      throws IOException, InterruptedException {
    endSmall(cluster);
    Files.move(cluster.data(SMALL).resolve("ledger"), folder.resolve("away"));
    cluster.start(SMALL, "control,gateway");
    cluster.awaitUp(SMALL);
    awaitCoins(cluster, SMALL, "13500000000");

    endSmall(cluster);
    FoundedChain.ran(cluster.run(SMALL, "validator", "adopt", chain.file().toString()));
    cluster.start(SMALL, ROLES);
    cluster.awaitUp(SMALL);
    awaitCoins(cluster, SMALL, "13500000000");
    Json follower = cluster.client(SMALL).get("/v1/ledger").at("validator");
    assertThat(follower.at("power").number()).isZero();
    assertThat(follower.at("totalPower").number()).isEqualTo(100_000);
  }

  private static void endSmall(ClusterProcess cluster) throws IOException, InterruptedException {
    cluster.signal(SMALL, "TERM");
    assertThat(cluster.ends(SMALL, 60)).isTrue();
  }
}
