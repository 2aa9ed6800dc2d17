package rhizome.cli.wallet.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.wallet.PlayedWallets.ANN;
import static rhizome.cli.wallet.PlayedWallets.BOB;
import static rhizome.cli.wallet.PlayedWallets.json;
import static rhizome.cli.wallet.PlayedWallets.to;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.wallet.PlayedWallets;
import rhizome.runtime.explorer.PlayedValidator;

/** Papers that are written where the grid is, and signed where the keys are. */
@Timeout(120)
class PapersTest {

  private static final String HOT = "hot";

  @TempDir private Path folder;
  private PlayedWallets wallets;
  private String paper = "";

  @BeforeEach
  void open() throws IOException {
    wallets = new PlayedWallets(folder);
    paper = wallets.path("paper.json");
  }

  @AfterEach
  void close() {
    wallets.close();
  }

  /** The machine with the grid has what Ann's own machine exported. */
  private void exported() throws IOException {
    Said part = wallets.offline(ANN, "export");
    assertThat(part.code()).as(part.err()).isZero();
    Files.writeString(wallets.file(HOT + ".json"), part.out());
  }

  private void written(String amount) {
    Said said = wallets.run(ANN, "send", to(BOB), amount, "--unsigned", paper, "--note", "milk");
    assertThat(said.code()).as(said.err()).isZero();
  }

  private String text() throws IOException {
    return Files.readString(Path.of(paper));
  }

  @Test
  void itIsWrittenWithoutKeysSignedWithoutAGridAndSent() throws IOException {
    exported();
    Json written = wallets.json(HOT, "send", to(BOB), "12.25", "--unsigned", paper);
    Said early = wallets.runAlone("wallet", "submit", paper, "--yes");
    assertThat(early.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(early.err()).contains(paper + " lacks a signature of " + to(ANN), "wallet sign");

    Said signing = wallets.offline(ANN, "sign", paper, "--yes", "-o", "json");
    Json signed = json(signing);
    assertThat(signing.err().lines())
        .anyMatch(line -> line.matches("spends +100 +" + to(ANN)))
        .anyMatch(line -> line.matches("pays +12.25 +" + to(BOB)))
        .anyMatch(line -> line.matches("back +87.74\\d+ +" + to(ANN)))
        .anyMatch(line -> line.matches("leaves +12.25\\d+ +at most, the fee among them"))
        .anyMatch(line -> line.matches("lacks +a signature of " + to(ANN)));
    assertThat(signed.at("id")).isEqualTo(written.at("id"));
    assertThat(signed.at("fee")).isEqualTo(written.at("fee"));
    assertThat(signed.at("complete").isTrue()).isTrue();
    assertThat(signed.at("lacks").items()).isEmpty();

    Said sent = wallets.runAlone("wallet", "submit", paper, "--yes", "-o", "json");
    assertThat(json(sent).at("id")).isEqualTo(written.at("id"));
    wallets.mine();
    assertThat(wallets.spendable(BOB)).isEqualTo("62.25");
    assertThat(wallets.spendable(HOT)).isEqualTo(wallets.spendable(ANN)).startsWith("87.7");
    Said again = wallets.runAlone("wallet", "submit", paper, "--yes");
    assertThat(again.code()).isEqualTo(ExitCode.REFUSED.code());
  }

  @Test
  void thePublicPartKnowsAllAndSignsNothing() throws IOException {
    exported();
    assertThat(wallets.run(HOT, "balance").out()).isEqualTo(wallets.run(ANN, "balance").out());
    assertThat(wallets.offline(HOT, "address", "--count", "3").out())
        .isEqualTo(wallets.offline(ANN, "address", "--count", "3").out());
    assertThat(wallets.run(HOT, "send", to(BOB), "1", "--yes").err())
        .contains("not all keys here", "--unsigned");
    written("1");
    assertThat(wallets.offline(HOT, "sign", paper, "--yes").err()).contains("has no keys");
    assertThat(wallets.offline(HOT, "words").err()).contains("is no wallet");
    Files.writeString(wallets.file(HOT + ".json"), "{\"format\": \"rhizome-public-1\", \"x\": 1}");
    assertThat(wallets.run(HOT, "balance").err()).contains("is no wallet: /x");
    assertThat(wallets.offline(ANN, "export", "--count", "0").code())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void stakeIsBondedAndTakenBackByPapersToo() {
    String validator = PlayedValidator.KEY.publicKey().toString();
    for (String word : new String[] {"delegate", "undelegate"}) {
      String file = wallets.path(word + ".json");
      assertThat(wallets.run(ANN, word, validator, "--unsigned", file).code()).isZero();
      Said signing = wallets.offline(ANN, "sign", file, "--yes");
      assertThat(signing.code()).as(signing.err()).isZero();
      assertThat(signing.err().lines())
          .anyMatch(line -> line.matches("stake +7 +" + to(ANN)))
          .anyMatch(line -> line.matches(" +stays +7 +" + to(ANN)));
      assertThat(signing.err().contains("to " + validator)).isEqualTo(word.equals("delegate"));
      assertThat(wallets.runAlone("wallet", "submit", file, "--yes").code()).isZero();
      wallets.mine();
      String bonded = wallets.json(ANN, "stake").at("stake").items().getFirst().at("bond").text();
      assertThat(bonded).isEqualTo(word.equals("delegate") ? validator : "");
      wallets.mine();
    }
    Json row = wallets.json(ANN, "stake").at("stake").items().getFirst();
    assertThat(row.at("earned").text()).isEqualTo("0");
    assertThat(row.at("left").text()).isEqualTo(validator);
    assertThat(wallets.run(ANN, "stake").lines().get(1)).contains("nobody, left " + validator);
    assertThat(wallets.run(BOB, "stake").lines()).containsExactly("this wallet has no stake");
  }

  @Test
  void nothingIsSignedBeforeSomebodySaidYes() throws IOException {
    written("3");
    String before = text();
    Said nobody = wallets.offline(ANN, "sign", paper);
    assertThat(nobody.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(nobody.err()).contains("sign it? At most 3.0", "--yes", "milk");
    assertThat(wallets.offline(ScriptedTerminal.person("n\n"), ANN, "sign", paper).err())
        .contains("not confirmed");
    assertThat(text()).isEqualTo(before);
    Said stranger = wallets.offline(BOB, "sign", paper, "--yes");
    assertThat(stranger.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(stranger.err()).contains("no key that " + paper + " lacks");

    String other = wallets.path("signed.json");
    Said said = wallets.offline(ScriptedTerminal.person("y\n"), ANN, "sign", paper, "--out", other);
    assertThat(said.lines())
        .containsExactly("signed   " + other, "next     rhizome wallet submit " + other);
    assertThat(text()).isEqualTo(before);
    assertThat(wallets.offline(ANN, "sign", other, "--yes").err())
        .contains("no key", "it is signed: 'rhizome wallet submit' sends it");
    assertThat(wallets.offline(ANN, "sign", paper, "--yes", "--out", other).err())
        .contains("is not replaced");
    assertThat(wallets.run(ANN, "send", to(BOB), "1", "--unsigned", other).err())
        .contains("is not replaced");
  }

  @Test
  void aPaperGoesThroughPipes() throws IOException {
    Said written = wallets.run(ANN, "send", to(BOB), "4", "--unsigned", "-");
    assertThat(written.json().at("format").text()).isEqualTo("rhizome-paper-1");
    Said signed = wallets.offline(ScriptedTerminal.pipe(written.out()), ANN, "sign", "-", "--yes");
    assertThat(signed.code()).as(signed.err()).isZero();
    Files.writeString(Path.of(paper), signed.out());
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.spendable(BOB)).isEqualTo("54");
  }

  /** A lie about what is spent is refused before anybody is asked. */
  @Test
  void aPaperThatDoesNotAddUpIsNotSigned() throws IOException {
    written("3");
    Files.writeString(Path.of(paper), text().replace("\"100000000000\"", "\"200000000000\""));
    String lie = text();
    Said refused = wallets.offline(ANN, "sign", paper, "--yes");
    assertThat(refused.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(refused.err()).contains(paper + " is no paper: coins: wanted 200000000000 units");
    assertThat(text()).isEqualTo(lie);
  }

  /** What comes back locked, or to nobody's key here, is said to be paid. */
  @Test
  void onlyWhatComesBackAtOnceIsSaidToComeBack() throws IOException {
    assertThat(
            wallets
                .run(
                    ANN,
                    "send",
                    to(ANN),
                    "5",
                    "--locked-until",
                    "2030-01-01T00:00:00Z",
                    "--unsigned",
                    paper)
                .code())
        .isZero();
    Said signing = wallets.offline(ANN, "sign", paper, "--yes");
    assertThat(signing.err().lines())
        .anyMatch(
            line -> line.matches("pays +5 +" + to(ANN) + ", locked until 2030-01-01T00:00:00Z"))
        .anyMatch(line -> line.matches("leaves +5.0\\d+ .*"));
  }

  @Test
  void whatIsNoPaperIsRefusedWithFileAndPlace() throws IOException {
    assertThat(wallets.offline(ANN, "sign", paper).err())
        .contains("there is no paper in " + paper, "--unsigned");
    Files.writeString(Path.of(paper), "{\"format\": \"rhizome-paper-1\",\n \"entry\": {]}");
    assertThat(wallets.offline(ANN, "sign", paper).err()).contains(paper + " is no paper: line 2:");
    Files.writeString(Path.of(paper), "{\"format\": \"rhizome-paper-1\", \"entry\": {}}");
    assertThat(wallets.runAlone("wallet", "submit", paper).err()).contains("/entry/chain: wanted");
    Files.writeString(Path.of(paper), " ".repeat((1 << 20) + 1));
    assertThat(wallets.offline(ANN, "sign", paper).err()).contains("no more than 1048576 bytes");
    assertThat(wallets.offline(ANN, "sign", folder.toString()).err()).contains("cannot be read");
  }

  @Test
  void otherPapersAreNoCopies() {
    written("3");
    String other = wallets.path("other.json");
    assertThat(wallets.run(ANN, "send", to(BOB), "4", "--unsigned", other).code()).isZero();
    assertThat(wallets.runAlone("wallet", "submit", paper, other, "--yes").err())
        .contains(other + " is no copy of " + paper);
  }
}
