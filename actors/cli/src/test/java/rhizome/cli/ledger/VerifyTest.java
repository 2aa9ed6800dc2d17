package rhizome.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Resources;
import rhizome.cli.GridProcess;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.GridHost;
import rhizome.cli.host.HostSettings;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.LightClient.Wanted;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Names;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.light.Trust;
import rhizome.ledger.replica.Limits;
import rhizome.ledger.transaction.TransactionId;
import rhizome.runtime.validator.ChainReveals;

/** A client that believes nothing, at a real chain of four validators and at grids that lie. */
class VerifyTest {

  @TempDir private static Path data = Path.of("");
  @TempDir private Path here = Path.of("");

  private static final String TO =
      "01a6a6c5584b2bfbd08738996cd7930831f958b9a5ed1595525236e861c1a0dc353bdcf54be7d8";

  private static GridHost grid;
  private static Genesis genesis;
  private static Hash paid;

  /** A grid on which somebody was paid, twice, so that there are two blocks. */
  @BeforeAll
  static void start() throws Exception {
    grid =
        GridHost.open(new HostSettings(data, OptionalInt.of(0), 0, new Resources(1_000, 1L << 30)));
    GridProcess.await("a validator says what holds", () -> ledger("status").code() == 0);
    ChainFolder folder = ChainFolder.in(data);
    genesis = OwnChain.constitution(folder).genesis();
    pay(folder);
    paid = pay(folder);
  }

  private static Hash pay(ChainFolder folder) throws IOException {
    Said sent =
        ScriptedTerminal.NOBODY.run(
            "wallet",
            "send",
            TO,
            "12.5",
            "--wait",
            "--yes",
            "--output",
            "json",
            "--data",
            data.toString(),
            "--wallet",
            folder.treasury().toString(),
            "--passphrase-file",
            folder.passphrase().toString());
    assertThat(sent.code()).as(sent.err()).isZero();
    return Hash.ofHex(sent.json().at("id").text());
  }

  @AfterAll
  static void close() throws IOException {
    grid.close(false);
  }

  private static Said ledger(String... words) {
    List<String> all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return ScriptedTerminal.NOBODY.run(all.toArray(String[]::new));
  }

  private static Json verified(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("verify", "--output", "json"));
    all.addAll(List.of(words));
    Said said = ledger(all.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    return said.json();
  }

  private static String first(Hash transaction) {
    return Names.coin(new TransactionId(transaction), 0).toString();
  }

  @Test
  void theLastBlockIsBelievedFromHowTheChainBegins() throws IOException {
    Json told = verified();
    assertThat(told.at("chain").text()).isEqualTo(genesis.chain().hex());
    assertThat(told.at("from").number()).isZero();
    assertThat(told.at("height").number()).isPositive();
    assertThat(3 * told.at("power").number()).isGreaterThan(2 * told.at("totalPower").number());
    assertThat(ledger("verify").out())
        .contains("the beginning", "this header is of the chain, and final");
  }

  @Test
  void whatIsInABlockAndWhatIsUnspentAndSpentIsShown() throws IOException {
    Json told = verified("--tx", paid.hex()).at("shown");
    assertThat(told.at("transaction").text()).isEqualTo(paid.hex());
    assertThat(told.at("final").isTrue()).isTrue();
    Json coin = verified("--coin", first(paid)).at("shown");
    assertThat(coin.at("unspent").isTrue()).isTrue();
    assertThat(coin.at("value").text()).isEqualTo("12500000000");
    assertThat(ledger("verify", "--coin", first(paid)).out()).contains("unspent", "12.5 coins");
    String spent = genesis.coin(0).toString();
    assertThat(verified("--coin", spent).at("shown").at("unspent").isTrue()).isFalse();
    assertThat(ledger("verify", "--coin", spent).out()).contains("no such output is unspent");
    Hash stake = Names.stake(genesis.id(), 0).hash();
    assertThat(verified("--stake", stake.hex()).at("shown").at("unspent").isTrue()).isTrue();
  }

  @Test
  void aHeaderThatWasShownIsABeginningAndAnotherIsNot() throws IOException {
    Json told = verified("--tx", paid.hex());
    String header = told.at("height").text() + ":" + told.at("header").text();
    Json again = verified("--header", header);
    assertThat(again.at("from").number()).isEqualTo(told.at("height").number());
    assertThat(verified("--header", header, "--tx", paid.hex()).at("shown").isNull()).isFalse();
    Said other = ledger("verify", "--header", told.at("height").text() + ":" + paid.hex());
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("is not " + paid.hex() + " on this grid");
    assertThat(ledger("verify", "--header", "x").err()).contains("'x' is no HEIGHT:ID");
  }

  @Test
  void whatIsNotThereIsSaidToBeMissing() {
    Said unknown = ledger("verify", "--tx", "ab".repeat(32));
    assertThat(unknown.code()).isNotZero();
    assertThat(unknown.err()).contains("no entry " + "ab".repeat(32));
    assertThat(ledger("verify", "--coin", "7").err()).contains("'7' is not 64 hexadecimal digits");
    assertThat(ledger("verify", "--coin", paid.hex(), "--tx", paid.hex()).code()).isEqualTo(2);
  }

  @Test
  void aBeginningThatIsTooOldOrOfAnotherChainIsNoneAndTheRemedyIsNamed() {
    Said old = ledger("verify", "--period", "1ms");
    assertThat(old.code()).isEqualTo(1);
    assertThat(old.err()).contains("TRUST_EXPIRED", "--header HEIGHT:ID");
    ChainFolder other = ChainFolder.in(here);
    OwnChain.develop(other, 4, Instant.now(), secret -> ChainReveals.commitment(secret, 3));
    Said strange = ledger("verify", "--chain", other.constitution().toString());
    assertThat(strange.code()).isEqualTo(1);
    assertThat(strange.err()).contains("OTHER_CHAIN", "--chain");
  }

  // -- grids that lie

  private static Json honest(String path) {
    return GridClient.of(data, GridClient.credentials(data)).get(path);
  }

  private static LightClient at(Function<String, Json> answers) {
    var terms =
        new Trust.Terms(
            System.currentTimeMillis(),
            Duration.ofDays(1).toMillis(),
            Limits.USUAL.aheadMax(),
            Signatures.ED25519);
    return new LightClient(answers, terms);
  }

  /** A grid that says something else in that member of its answers. */
  private static LightClient lying(String member, UnaryOperator<String> lie) {
    return at(
        path -> {
          Json told = honest(path);
          return told.at(member).isNull()
              ? told
              : told.with(member, lie.apply(told.at(member).text()));
        });
  }

  private static String flipped(String hex, int at) {
    char digit = hex.charAt(at) == '0' ? '1' : '0';
    return hex.substring(0, at) + digit + hex.substring(at + 1);
  }

  @Test
  void noDigitOfALinkCanBeAnother() {
    String link = honest("/v1/ledger/links/last").at("link").text();
    for (int digit = 0; digit < link.length(); digit += 97) {
      int at = digit;
      LightClient client = lying("link", hex -> hex.equals(link) ? flipped(hex, at) : hex);
      Trust beginning = Trust.of(genesis);
      assertThatThrownBy(() -> client.walk(beginning, client.last()))
          .as("digit %d of %d", at, link.length())
          .isInstanceOf(Trouble.class)
          .hasMessageMatching("(?s).*(is not believed|is no link).*");
    }
  }

  @Test
  void aClaimOfSomethingElseOrOfAnotherBlockIsNotBelieved() {
    Wanted wanted = Wanted.transaction(paid);
    String other = honest("/v1/ledger/proofs/coins/" + first(paid)).at("claim").text();
    assertThatThrownBy(() -> lying("claim", _ -> other).shown(wanted))
        .hasMessageContaining("the grid shows something else");
    LightClient client = at(VerifyTest::honest);
    LightClient.Shown shown = client.shown(wanted);
    LightClient.check(shown.claim(), client.link(shown.height()));
    Link before = client.link(1);
    assertThat(shown.height()).isGreaterThan(1);
    assertThatThrownBy(() -> LightClient.check(shown.claim(), before))
        .hasMessageContaining("NOT_SHOWN");
  }

  /** Whoever begins at a header is shown that same header again with what is claimed of it. */
  @Test
  void theHeaderThatIsTrustedCannotBeAnotherTheSecondTime() {
    LightClient client = at(VerifyTest::honest);
    Link first = client.link(1);
    Link second = client.link(2);
    assertThat(client.walk(Trust.of(first), first)).isEqualTo(Trust.of(first));
    Link forged =
        new Link(second.header(), first.certificate(), second.validators(), second.next());
    Trust trusted = Trust.of(second);
    assertThatThrownBy(() -> client.walk(trusted, forged)).hasMessageContaining("OTHER_HEADER");
    Trust other =
        new Trust(trusted.chain(), 2, trusted.time(), first.header().id(), trusted.next());
    assertThatThrownBy(() -> client.walk(other, second)).hasMessageContaining("OTHER_HEADER");
  }

  @Test
  void aBlockOfAnotherHeightIsNotTaken() {
    String first = honest("/v1/ledger/links/1").at("link").text();
    assertThatThrownBy(() -> lying("link", _ -> first).link(2))
        .hasMessageContaining("the grid shows block 1");
  }
}
