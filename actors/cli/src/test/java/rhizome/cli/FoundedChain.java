package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/** One chain of a cluster, each member a validator with so much stake, as operators found it. */
final class FoundedChain {

  private final Path folder;
  private final List<Integer> stakes;
  private final Path passphrase;
  private final Path wallet;
  private final int turns;

  FoundedChain(Path folder, List<Integer> stakes) throws IOException {
    this(folder, stakes, 1_000);
  }

  /**
   * The same.
   *
   * @param turns of each validator until it would have to be renewed
   */
  FoundedChain(Path folder, List<Integer> stakes, int turns) throws IOException {
    this.folder = folder;
    this.stakes = List.copyOf(stakes);
    this.turns = turns;
    this.passphrase = ownersOnly(folder.resolve("passphrase"));
    this.wallet = folder.resolve("wallet.json");
    ran(ScriptedTerminal.NOBODY.run(paying("wallet", "create")));
  }

  private static Path ownersOnly(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, "correct horse\n");
  }

  /** The words, said with the wallet that holds all coins. */
  String[] paying(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--wallet", wallet.toString()));
    all.addAll(List.of("--passphrase-file", passphrase.toString()));
    return all.toArray(String[]::new);
  }

  static Said ran(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  /** Before any of its members was started. */
  void found(ClusterProcess cluster) throws IOException {
    List<String> words = new ArrayList<>(List.of("validator", "found", file().toString()));
    words.addAll(List.of("--wallet", wallet.toString()));
    for (int i = 0; i < stakes.size(); i++) {
      Files.writeString(
          cluster.data(i).resolve("rhizome.conf"),
          "\nrhizome.ledger { idle-interval = 1s, beacon-length = %d }\n".formatted(turns),
          StandardOpenOption.APPEND);
      ran(cluster.run(i, paying("validator", "init")));
      ownersOnly(cluster.data(i).resolve("ledger/passphrase"));
      Path candidacy = cluster.data(i).resolve("ledger/candidacy.json");
      words.addAll(List.of("--candidate", candidacy + ":" + stakes.get(i)));
    }
    ran(ScriptedTerminal.NOBODY.run(words.toArray(String[]::new)));
    for (int i = 0; i < stakes.size(); i++) {
      ran(cluster.run(i, "validator", "adopt", file().toString()));
    }
  }

  /** All at once; returns when each has a block. */
  void start(ClusterProcess cluster, String roles) throws IOException, InterruptedException {
    for (int i = 0; i < stakes.size(); i++) {
      cluster.start(i, roles);
    }
    for (int i = 0; i < stakes.size(); i++) {
      cluster.awaitUp(i);
      int member = i;
      GridProcess.await("a block on " + i, () -> height(cluster, member) > 0);
    }
  }

  Path file() {
    return folder.resolve("chain.json");
  }

  /** How far the validator on that member is; below zero if none answers there. */
  static long height(ClusterProcess cluster, int i) {
    try {
      Json validator = cluster.client(i).get("/v1/ledger").at("validator");
      return validator.isNull() ? -1 : validator.at("height").number();
    } catch (Trouble _) {
      return -1;
    }
  }
}
