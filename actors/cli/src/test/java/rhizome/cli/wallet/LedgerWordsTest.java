package rhizome.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.key.WalletSeed;
import rhizome.runtime.explorer.PlayedLedger;
import rhizome.runtime.explorer.PlayedValidator;

/** {@code rhizome wallet} and {@code rhizome ledger} at a real gateway with a played validator. */
@Timeout(120)
class LedgerWordsTest {

  private static final long COIN = 1_000_000_000;
  private static final WalletSeed SEED = WalletSeed.ofMnemonic("abandon ".repeat(23) + "art");
  private static final WalletSeed OTHER = WalletSeed.of(Blake.of(new byte[] {3}));

  @TempDir private Path folder;
  private PlayedLedger ledger;
  private LoopbackGrid grid;

  private static Address address(WalletSeed seed, int index) {
    return Address.of(seed.key(index).publicKey());
  }

  private static Holding holding(long units, int index) {
    return new Holding(units, new Condition.ToAddress(address(SEED, index)));
  }

  @BeforeEach
  void open() throws IOException {
    var locked =
        new Holding(
            2 * COIN, new Condition.TimeLock(1_000, new Condition.ToAddress(address(SEED, 0))));
    ledger = new PlayedLedger(holding(100 * COIN, 0), holding(COIN / 2, 7), locked);
    grid = new LoopbackGrid(folder);
    grid.world().ledger(ledger::ask);
    Path secret =
        Files.createFile(
            folder.resolve("secret"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, "correct horse\n");
    assertThat(
            ScriptedTerminal.pipe("abandon ".repeat(23) + "art")
                .run(of("wallet", "recover"))
                .code())
        .isZero();
  }

  @AfterEach
  void close() {
    grid.close();
    ledger.close();
  }

  private String[] of(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--wallet", folder.resolve("wallet.json").toString()));
    all.addAll(List.of("--passphrase-file", folder.resolve("secret").toString()));
    return all.toArray(String[]::new);
  }

  private Said wallet(String... words) {
    List<String> all = new ArrayList<>(List.of("wallet"));
    all.addAll(List.of(words));
    return grid.run(of(all.toArray(String[]::new)));
  }

  private Json json(Said said) {
    assertThat(said.code()).as(said.err()).isZero();
    try {
      return said.json();
    } catch (IOException e) {
      throw new UncheckedIOException(said.out(), e);
    }
  }

  @Test
  void theBalanceIsThatOfAllAddressesThatWereUsed() {
    Json balance = json(wallet("balance", "-o", "json"));
    assertThat(balance.at("spendable").text()).isEqualTo("100.5");
    assertThat(balance.at("locked").at("1000").text()).isEqualTo("2");
    assertThat(balance.at("total").text()).isEqualTo("102.5");
    assertThat(balance.at("addresses").items())
        .extracting(Json::text)
        .containsExactly(address(SEED, 0).toString(), address(SEED, 7).toString());
    assertThat(wallet("balance").lines())
        .containsExactly(
            "spendable  100.5",
            "locked     2      until 1000",
            "total      102.5  at height 0",
            "stake      7");
  }

  @Test
  void stakeIsBondedToAValidatorAndTakenBack() {
    String validator = PlayedValidator.KEY.publicKey().toString();
    assertThat(json(wallet("delegate", validator, "--yes", "-o", "json")).at("id").text())
        .hasSize(64);
    ledger.mine();
    assertThat(wallet("balance").lines())
        .anyMatch(line -> line.matches("stake +7 +of which 7 are bonded"));
    assertThat(grid.run("ledger", "validators").lines())
        .anyMatch(line -> line.matches(validator + " +107 +100 +10.00 % +active"));
    assertThat(wallet("delegate", validator, "--yes").err()).contains("no such stake");
    ledger.mine();
    List<String> stake = wallet("stake").lines();
    assertThat(stake.getFirst()).matches("STAKE +EARNED +SINCE +MATURES +BONDED TO");
    assertThat(stake.get(1)).matches(" +7 +0\\.00000\\d+ +1 +" + validator);

    assertThat(wallet("undelegate", validator, "--yes").code()).isZero();
    ledger.mine();
    assertThat(wallet("balance").lines()).contains("stake      7");
    assertThat(grid.run("ledger", "validators").lines())
        .anyMatch(line -> line.matches(validator + " +100 +100 +10.00 % +active"));
    assertThat(wallet("delegate", validator, "--yes").err())
        .as("it answers for its votes on")
        .contains("no such stake", "matures");
    assertThat(wallet("undelegate", "me", "--yes").err()).contains("'me' is no key");
  }

  /** Blocks are made as long as something waits for one. */
  private Said sentAndWaitedFor() throws InterruptedException, ExecutionException {
    CompletableFuture<Said> sending =
        CompletableFuture.supplyAsync(
            () ->
                wallet(
                    "send",
                    address(OTHER, 0).toString(),
                    "12.25",
                    "--note",
                    "für Milch",
                    "--yes",
                    "--wait",
                    "-o",
                    "json"),
            task -> new Thread(task, "sending").start()); // the common pool serves Akka's stages
    while (true) {
      try {
        return sending.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        if (ledger.waiting() > 0) {
          ledger.mine();
        }
      }
    }
  }

  @Test
  void whatIsSentIsFinalInABlockAndInTheHistory() throws InterruptedException, ExecutionException {
    Said asked = wallet("send", address(OTHER, 0).toString(), "12.25");
    assertThat(asked.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(asked.err()).contains("pay 12.25 to " + address(OTHER, 0), "--yes");

    Json sent = json(sentAndWaitedFor());
    assertThat(sent.at("height").number()).isPositive();
    String id = sent.at("id").text();

    Json told = json(grid.run("ledger", "tx", id, "-o", "json"));
    assertThat(told.at("status").text()).isEqualTo("final");
    assertThat(told.at("height")).isEqualTo(sent.at("height"));
    assertThat(told.at("entry").at("arbitrarydata").text()).isEqualTo("ZsO8ciBNaWxjaA==");
    List<String> table = grid.run("ledger", "tx", id).lines();
    assertThat(table.get(1)).isEqualTo("status  final");
    assertThat(table).anyMatch(line -> line.endsWith(address(OTHER, 0).toString()));

    Json other = json(grid.run("ledger", "address", address(OTHER, 0).toString(), "-o", "json"));
    assertThat(other.at("balance").at("coins").text()).isEqualTo("12250000000");
    String fee = sent.at("fee").text();
    List<String> history = wallet("history").lines();
    assertThat(history).hasSize(2);
    assertThat(history.get(1)).contains("-12.25", id).contains(fee.substring(fee.length() - 3));
    assertThat(json(wallet("balance", "-o", "json")).at("total").text()).startsWith("90.24");
  }

  @Test
  void aPaymentMayBeLockedAndItsFeeChosen() {
    Json sent =
        json(
            wallet(
                "send",
                address(OTHER, 0).toString(),
                "1",
                "--locked-until",
                "2030-01-01T00:00:00Z",
                "--fee",
                "300",
                "--yes",
                "-o",
                "json"));
    ledger.mine();
    Json told = json(grid.run("ledger", "tx", sent.at("id").text(), "-o", "json"));
    Json condition = told.at("entry").at("coinoutputs").items().getFirst().at("condition");
    assertThat(condition.at("type").number()).isEqualTo(3);
    assertThat(condition.at("data").at("locktime").number()).isEqualTo(1_893_456_000);
    assertThat(grid.run("ledger", "tx", sent.at("id").text()).lines())
        .anyMatch(line -> line.contains("locked until 1893456000"));
  }

  @Test
  void whatCannotBePaidIsSaidWithTheRemedy() {
    String to = address(OTHER, 0).toString();
    assertThat(wallet("send", to, "100.5", "--yes").err())
        .contains("coins are missing, the fee among them", "rhizome wallet balance");
    assertThat(wallet("send", to, "0.00000001", "--yes").err()).contains("dust");
    assertThat(wallet("send", to, "1", "--fee", "99", "--yes").err()).contains("below the least");
    assertThat(wallet("send", to, "1", "--note", "x".repeat(101), "--yes").err())
        .contains("the note is longer");
    for (String wrong : List.of("1,5", "1.0000000001", "-1", "0x1", "9999999999.9", "1e3")) {
      assertThat(wallet("send", to, wrong, "--yes").err())
          .as(wrong)
          .containsAnyOf("is no number of coins", "Unknown option");
    }
    assertThat(wallet("send", to.replaceFirst("..$", "zz"), "1", "--yes").err())
        .contains("is no address");
    assertThat(wallet("send", to, "1", "--locked-until", "tomorrow", "--yes").err())
        .contains("neither a height");
  }

  @Test
  void theLedgerIsShownAsTables() {
    ledger.mine();
    ledger.mine();
    assertThat(grid.run("ledger", "status").lines())
        .anyMatch(line -> line.matches("height +2"))
        .anyMatch(line -> line.matches("votes +100 of 100, round 0"))
        .anyMatch(line -> line.matches("fee +0.000000001 for each byte"));
    List<String> block = grid.run("ledger", "block", "2").lines();
    assertThat(block.getFirst()).isEqualTo("height    2");
    assertThat(block).anyMatch(line -> line.matches("entries +0"));
    String id = block.get(1).substring("id        ".length());
    assertThat(grid.run("ledger", "block", id).lines()).isEqualTo(block);
    assertThat(grid.run("ledger", "validators").lines())
        .anyMatch(line -> line.startsWith("epoch 0 since height 1, 1 vote with a power of 100"))
        .anyMatch(line -> line.matches("ed25519:[0-9a-f]{64} +100 +100 +10.00 % +active"));
    assertThat(grid.run("ledger", "supply").lines())
        .anyMatch(line -> line.matches("coins +102.500002"))
        .anyMatch(line -> line.matches("stake +107"));
    assertThat(grid.run("ledger", "address", address(SEED, 0).toString()).lines())
        .anyMatch(line -> line.matches("spendable +100"))
        .anyMatch(line -> line.matches("coins +102"));
  }

  @Test
  void blocksAreToldAsTheyBecameFinal() {
    wallet("send", address(OTHER, 0).toString(), "12.25", "--yes");
    ledger.mine();
    ledger.mine();
    List<String> all = grid.run("ledger", "events", "--after", "0").lines();
    assertThat(all).hasSize(2);
    assertThat(all.getFirst())
        .matches("[-0-9]{10} [:0-9]{8}  1  [0-9a-f]{64}  entries 1  fees 0\\.0000\\d+");
    assertThat(all.getLast()).contains("  2  ").endsWith("entries 0  fees 0");
    assertThat(grid.run("ledger", "events").lines()).containsExactly(all.getLast());
    Json told = json(grid.run("ledger", "events", "--after", "1", "-o", "json"));
    assertThat(told.at("height").number()).isEqualTo(2);
    assertThat(grid.run("ledger", "events", "--after", "2").lines()).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaid() {
    Said unknown = grid.run("ledger", "block", "99");
    assertThat(unknown.code()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(unknown.err()).contains("there is no block 99: the last is 0");
    assertThat(grid.run("ledger", "tx", "zz").err()).contains("wanted");
    assertThat(ScriptedTerminal.NOBODY.run("ledger").err())
        .contains("what to do is missing: status");
    grid.world().ledger(rhizome.gateway.LedgerPort.NONE);
    Said none = wallet("balance");
    assertThat(none.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(none.err()).contains("no ledger runs on this grid", "start a validator");
  }
}
