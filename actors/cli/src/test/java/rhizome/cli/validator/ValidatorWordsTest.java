package rhizome.cli.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ConstitutionFile;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.runtime.explorer.PlayedLedger;
import rhizome.runtime.explorer.PlayedValidator;
import rhizome.runtime.validator.ChainReveals;

/** {@code rhizome validator} at a real gateway with a played validator, who is its chain's. */
@Timeout(120)
class ValidatorWordsTest {

  private static final long COIN = 1_000_000_000;
  private static final String WORDS = "abandon ".repeat(23) + "art";
  private static final WalletSeed SEED = WalletSeed.ofMnemonic(WORDS);
  private static final int LENGTH = 20;
  private static final Hash NEW = Blake.of(new byte[] {5, 5});
  private static final String NEW_KEY = KeyPair.of(NEW).publicKey().toString();
  private static final String OLD_KEY = PlayedValidator.KEY.publicKey().toString();

  @TempDir private Path folder;
  private PlayedLedger ledger;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    Address owner = Address.of(SEED.key(0).publicKey());
    ledger = new PlayedLedger(new Holding(100 * COIN, new Condition.ToAddress(owner)));
    grid = new LoopbackGrid(folder);
    grid.world().ledger(ledger::ask);
    Path secret =
        Files.createFile(
            folder.resolve("secret"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "correct horse\n");
    Files.writeString(folder.resolve("rhizome.conf"), "rhizome.ledger.beacon-length = " + LENGTH);
    Said recovered =
        ScriptedTerminal.pipe(WORDS)
            .run(
                "wallet",
                "recover",
                "--wallet",
                folder.resolve("wallet.json").toString(),
                "--passphrase-file",
                secret.toString());
    assertThat(recovered.code()).as(recovered.err()).isZero();
    new ConstitutionFile(ChainFolder.in(folder).constitution()).write(ledger.constitution());
  }

  @AfterEach
  void close() {
    grid.close();
    ledger.close();
  }

  private void key(String name, Hash secret) {
    String known = KeyPair.of(secret).publicKey().toString();
    SealedKey.of(ChainFolder.in(folder).keys().resolve(name + ".json"), KeyFile.Use.VALIDATOR)
        .write(
            KeyFile.seal(
                new KeyFile.Label(KeyFile.Use.VALIDATOR, known),
                new Cost(8, 1, 1),
                secret,
                "correct horse",
                Bytes.of(new byte[KeyFile.CHANCE])));
  }

  private Said validator(String word, String... more) {
    List<String> all = new ArrayList<>(List.of("validator", word));
    all.addAll(List.of(more));
    if (!word.equals("status")) {
      all.addAll(ofWallet());
      all.addAll(List.of("--key-passphrase-file", folder.resolve("secret").toString()));
    }
    return grid.run(all.toArray(String[]::new));
  }

  private List<String> ofWallet() {
    return List.of(
        "--yes",
        "--wallet",
        folder.resolve("wallet.json").toString(),
        "--passphrase-file",
        folder.resolve("secret").toString());
  }

  /** Where no grid is. */
  private Said wallet(String... words) {
    List<String> all = new ArrayList<>(List.of("wallet"));
    all.addAll(List.of(words));
    all.addAll(ofWallet());
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  private Json row(String key) throws IOException {
    return grid.run("ledger", "validators", "-o", "json").json().at("validators").items().stream()
        .filter(it -> it.at("key").text().equals(key))
        .findFirst()
        .orElse(new Json.Null());
  }

  private static void well(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
  }

  /** The fee is signed for where the wallet's keys are. */
  private void renewByPaper() {
    String paper = folder.resolve("paper.json").toString();
    Said kept = validator("join", "--renew", "--unsigned", paper);
    well(kept);
    assertThat(kept.out()).contains("rhizome wallet sign " + paper);
    Said signed = wallet("sign", paper);
    well(signed);
    assertThat(signed.err()).contains("orders", NEW_KEY + " serves, paid to ");
    well(grid.run("wallet", "submit", paper, "--yes"));
  }

  @Test
  void aHostEnrolsServesOnOtherTermsRenewsItsChainAndLeaves() throws IOException {
    key("validator", NEW);
    String paid = FoundingTest.address(1);
    assertThat(validator("join").err()).contains("nobody said whom to pay", "--payout");
    assertThat(validator("status").lines())
        .anyMatch(line -> line.matches("standing +not enrolled"))
        .noneMatch(line -> line.startsWith("stake"));

    Said joined = validator("join", "--payout", paid, "--commission", "4");
    well(joined);
    assertThat(joined.err()).contains("it votes once stake is bonded to it", NEW_KEY);
    ledger.mine();
    assertThat(row(NEW_KEY).at("commission").number()).isEqualTo(400);
    assertThat(row(NEW_KEY).at("commitment").text())
        .isEqualTo(ChainReveals.commitment(NEW, LENGTH).hex());
    Said again = validator("join");
    assertThat(again.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(again.err()).contains("enrolled on these terms", "--renew");

    renewByPaper();
    ledger.mine();
    assertThat(row(NEW_KEY).at("commitment").text())
        .isEqualTo(ChainReveals.commitment(NEW, 1, LENGTH).hex());
    well(validator("join", "--commission", "3"));
    ledger.mine();
    assertThat(row(NEW_KEY).at("commission").number()).isEqualTo(300);
    assertThat(row(NEW_KEY).at("commitment").text())
        .as("as it was")
        .isEqualTo(ChainReveals.commitment(NEW, 1, LENGTH).hex());

    well(validator("unbond"));
    ledger.mine();
    assertThat(row(NEW_KEY).at("standing").text()).isEqualTo("left");
    assertThat(validator("unbond").err()).contains("it does not serve");
    assertThat(validator("status").lines()).anyMatch(line -> line.matches("standing +left"));
    well(validator("join"));
    ledger.mine();
    assertThat(row(NEW_KEY).at("standing").text()).as("comes back").isEqualTo("active");
  }

  @Test
  void whatTheValidatorBesideSaysOfItselfIsInItsStatus() throws IOException {
    key("validator", PlayedValidator.SECRET);
    ledger.mine();
    Json told = validator("status", "-o", "json").json();
    assertThat(told.at("key").text()).isEqualTo(OLD_KEY);
    assertThat(told.at("standing").text()).isEqualTo("active");
    assertThat(told.at("bonded").text()).isEqualTo("100");
    assertThat(told.at("power").number()).isEqualTo(100);
    assertThat(told.at("ownHeight").number()).isEqualTo(1);
    assertThat(told.at("height").number()).isEqualTo(1);
    assertThat(told.at("turnsLeft").number()).isEqualTo(7_000);
    assertThat(validator("status").lines())
        .anyMatch(line -> line.matches("height +1, and peers say they are at 3"))
        .anyMatch(line -> line.matches("turns left +7000"))
        .anyMatch(line -> line.matches("power +100 of 100"));
    Files.writeString(folder.resolve("rhizome.conf"), "rhizome.ledger.beacon-length = 100000");
    assertThat(validator("status").lines())
        .anyMatch(line -> line.matches("turns left +7000, which are few: .*join --renew"));
  }

  @Test
  void whoLeavesHearsWhenStakeMatures() {
    key("validator", PlayedValidator.SECRET);
    Said left = validator("unbond");
    well(left);
    assertThat(left.err())
        .contains("votes up to height 4; stake that is taken back by then matures at height 9")
        .contains("rhizome wallet undelegate " + OLD_KEY);
  }

  @Test
  void aChainOfAnotherSecretIsNotRenewed() {
    key("validator", PlayedValidator.SECRET);
    assertThat(validator("join", "--renew").err())
        .contains("a hash chain that this key does not make", "beacon-length");
  }

  @Test
  void ofSeveralKeysOneIsNamed() {
    key("v1", NEW);
    key("v2", PlayedValidator.SECRET);
    assertThat(validator("status").err()).contains("several keys", "one of v1, v2");
    assertThat(validator("status", "--key", "v2").out()).contains(OLD_KEY);
    assertThat(validator("status", "--key", "v1").lines())
        .anyMatch(line -> line.contains("this one does not answer"));
  }

  @Test
  void aGridWithAnotherChainIsNotAsked() throws IOException {
    key("validator", NEW);
    Path chain = ChainFolder.in(folder).constitution();
    Files.delete(chain);
    assertThat(validator("join", "--payout", FoundingTest.address(1)).err())
        .contains("there is no " + chain, "rhizome validator adopt");
    try (PlayedLedger other = new PlayedLedger(new Holding(5, new Condition.Nil()))) {
      new ConstitutionFile(chain).write(other.constitution());
    }
    assertThat(validator("join", "--payout", FoundingTest.address(1)).err())
        .contains("the grid's ledger is the chain " + ledger.constitution().chain());
  }

  /** With what opens the wallet, and with {@code more}. */
  private Said join(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "validator",
                "join",
                "--yes",
                "--payout",
                FoundingTest.address(1),
                "--wallet",
                folder.resolve("wallet.json").toString(),
                "--passphrase-file",
                folder.resolve("secret").toString()));
    all.addAll(List.of(more));
    return grid.run(all.toArray(String[]::new));
  }

  @Test
  void theWrongPassphraseOrdersNothing() throws IOException {
    key("validator", NEW);
    Path wrong = folder.resolve("wrong");
    Files.createFile(
        wrong, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(wrong, "battery staple\n");
    Said said = join("--key-passphrase-file", wrong.toString());
    assertThat(said.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said.err()).contains("that is not the passphrase of", "--key-passphrase-file");
    assertThat(ledger.waiting()).isZero();
  }

  @Test
  void whoCannotBeAskedForTheKeysPassphraseIsToldItsOwnOption() throws IOException {
    key("validator", NEW);
    Said said = join();
    assertThat(said.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(said.err())
        .contains("nobody sits here to be asked", "--key-passphrase-file names a file");
  }
}
