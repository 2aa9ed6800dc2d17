package rhizome.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.runtime.explorer.PlayedLedger;

/** Wallets of three people, at a real gateway with a played validator. */
public final class PlayedWallets implements AutoCloseable {

  public static final long COIN = 1_000_000_000;
  public static final String ANN = "ann";
  public static final String BOB = "bob";
  public static final String EVE = "eve";

  private final Path folder;
  private final PlayedLedger ledger;
  private final LoopbackGrid grid;

  /** Ann has 100 coins and 7 of stake, Bob has 50. */
  public PlayedWallets(Path folder) throws IOException {
    this.folder = folder;
    this.ledger = new PlayedLedger(holding(100, ANN), holding(50, BOB));
    this.grid = new LoopbackGrid(folder);
    grid.world().ledger(ledger::ask);
    Path secret =
        Files.createFile(
            folder.resolve("secret"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "correct horse\n");
    for (String who : List.of(ANN, BOB, EVE)) {
      Bytes chance = Bytes.of(new byte[KeyFile.CHANCE]);
      var label = new KeyFile.Label(KeyFile.Use.WALLET, address(who, 0).toString());
      new SealedKey(file(who + ".json"), KeyFile.Use.WALLET, "", "")
          .write(
              KeyFile.seal(label, new Cost(8, 1, 1), seed(who).entropy(), "correct horse", chance));
    }
  }

  private static Holding holding(long coins, String who) {
    return new Holding(coins * COIN, new Condition.ToAddress(address(who, 0)));
  }

  private static WalletSeed seed(String who) {
    return WalletSeed.of(Blake.of(who.getBytes(StandardCharsets.UTF_8)));
  }

  public static Address address(String who, int index) {
    return Address.of(seed(who).key(index).publicKey());
  }

  public static String to(String who) {
    return address(who, 0).toString();
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public String path(String name) {
    return file(name).toString();
  }

  /** One more block of what waits. */
  public void mine() {
    ledger.mine();
  }

  private String[] words(String who, String... words) {
    List<String> all = new ArrayList<>(List.of("wallet"));
    all.addAll(List.of(words));
    all.addAll(List.of("--wallet", path(who + ".json"), "--passphrase-file", path("secret")));
    return all.toArray(String[]::new);
  }

  /** Where the grid is, and nobody sits. */
  public Said run(String who, String... words) {
    return grid.run(words(who, words));
  }

  /** The same, of words that ask no wallet. */
  public Said runAlone(String... words) {
    return grid.run(words);
  }

  /** Where no grid is. */
  public Said offline(ScriptedTerminal terminal, String who, String... words) {
    return terminal.run(words(who, words));
  }

  public Said offline(String who, String... words) {
    return offline(ScriptedTerminal.NOBODY, who, words);
  }

  /** What is answered as JSON by one who succeeds. */
  public Json json(String who, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("-o", "json"));
    return json(run(who, all.toArray(String[]::new)));
  }

  public static Json json(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    try {
      return said.json();
    } catch (IOException e) {
      throw new UncheckedIOException(said.out(), e);
    }
  }

  public String spendable(String who) {
    return json(who, "balance").at("spendable").text();
  }

  @Override
  public void close() {
    grid.close();
    ledger.close();
  }
}
