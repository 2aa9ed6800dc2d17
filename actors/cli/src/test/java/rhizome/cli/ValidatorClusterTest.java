package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.KeyPair;

/** Three members, each a JVM of its own and a validator of one chain, as operators found it. */
class ValidatorClusterTest {

  private static final String ROLES = "control,gateway,validator";

  /** With a fifth of the stake it may be missing. */
  private static final int SMALL = 2;

  private static final List<String> STAKES = List.of("40000", "40000", "20000");

  private static final String TO =
      Address.of(KeyPair.of(Blake.of(new byte[] {7})).publicKey()).toString();

  @TempDir private Path folder;
  private Path passphrase = Path.of("");
  private Path wallet = Path.of("");

  @BeforeEach
  void make() throws IOException {
    passphrase = ownersOnly(folder.resolve("passphrase"));
    wallet = folder.resolve("wallet.json");
    ran(ScriptedTerminal.NOBODY.run(paying("wallet", "create")));
  }

  private static Path ownersOnly(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, "correct horse\n");
  }

  private String[] paying(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--wallet", wallet.toString()));
    all.addAll(List.of("--passphrase-file", passphrase.toString()));
    return all.toArray(String[]::new);
  }

  private static Said ran(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  private void found(ClusterProcess cluster) throws IOException {
    List<String> words = new ArrayList<>(List.of("validator", "found", chain().toString()));
    words.addAll(List.of("--wallet", wallet.toString()));
    for (int i = 0; i < STAKES.size(); i++) {
      Files.writeString(
          cluster.data(i).resolve("rhizome.conf"),
          "\nrhizome.ledger { idle-interval = 1s, beacon-length = 1000 }\n",
          StandardOpenOption.APPEND);
      ran(cluster.run(i, paying("validator", "init")));
      ownersOnly(cluster.data(i).resolve("ledger/passphrase"));
      Path candidacy = cluster.data(i).resolve("ledger/candidacy.json");
      words.addAll(List.of("--candidate", candidacy + ":" + STAKES.get(i)));
    }
    ran(ScriptedTerminal.NOBODY.run(words.toArray(String[]::new)));
    for (int i = 0; i < STAKES.size(); i++) {
      ran(cluster.run(i, "validator", "adopt", chain().toString()));
    }
  }

  private Path chain() {
    return folder.resolve("chain.json");
  }

  /** How far the validator on that member is; below zero if none answers there. */
  private static long height(ClusterProcess cluster, int i) {
    try {
      Json validator = cluster.client(i).get("/v1/ledger").at("validator");
      return validator.isNull() ? -1 : validator.at("height").number();
    } catch (Trouble _) {
      return -1;
    }
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
      found(cluster);
      for (int i = 0; i < STAKES.size(); i++) {
        cluster.start(i, ROLES);
      }
      for (int i = 0; i < STAKES.size(); i++) {
        cluster.awaitUp(i);
        int member = i;
        GridProcess.await("a block on " + i, () -> height(cluster, member) > 0);
      }
      ran(cluster.run(0, paying("wallet", "send", TO, "12.5", "--yes", "--wait")));
      for (int i = 0; i < STAKES.size(); i++) {
        awaitCoins(cluster, i, "12500000000");
      }
      Json status = ran(cluster.run(1, "validator", "status", "-o", "json")).json();
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
    long killed = height(cluster, 0);
    ran(cluster.run(1, paying("wallet", "send", TO, "1", "--yes", "--wait")));
    awaitCoins(cluster, 0, "13500000000");
    assertThat(height(cluster, 0)).as("without it").isGreaterThan(killed);

    cluster.start(SMALL, ROLES);
    cluster.awaitUp(SMALL);
    awaitCoins(cluster, SMALL, "13500000000");
    long others = height(cluster, 0);
    GridProcess.await("caught up", () -> height(cluster, SMALL) >= others);
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
    ran(cluster.run(SMALL, "validator", "adopt", chain().toString()));
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
