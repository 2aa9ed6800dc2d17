package rhizome.cli.wallet.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.wallet.PlayedWallets.ANN;
import static rhizome.cli.wallet.PlayedWallets.BOB;
import static rhizome.cli.wallet.PlayedWallets.EVE;
import static rhizome.cli.wallet.PlayedWallets.address;
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

/** Coins that two of three have to sign for. */
@Timeout(120)
class MultisigTest {

  private static final String OF = String.join(",", to(ANN), to(BOB), to(EVE));

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

  /** The address, which Ann's wallet watches from now on. */
  private String watched() {
    Said said = wallets.offline(ANN, "multisig", "address", "--of", OF, "--need", "2", "--watch");
    assertThat(said.code()).as(said.err()).isZero();
    return said.out().strip();
  }

  private String paid(String coins) {
    String shared = watched();
    assertThat(wallets.run(ANN, "send", shared, coins, "--yes").code()).isZero();
    wallets.mine();
    return shared;
  }

  @Test
  void theAddressIsTheSameInAnyOrderAndOnlyWhatIsWatchedIsRemembered() throws IOException {
    Said said = wallets.offline(ANN, "multisig", "address", "--of", OF, "--need", "2");
    assertThat(said.out().strip()).matches("03[0-9a-f]{76}");
    assertThat(wallets.file("ann.watched.json")).doesNotExist();
    String turned = String.join(",", to(EVE), to(ANN), to(BOB));
    assertThat(
            wallets
                .offline(ANN, "multisig", "address", "--of", turned, "--need", "2", "--watch")
                .out())
        .isEqualTo(said.out());
    assertThat(
            wallets.offline(ANN, "multisig", "address", "--of", OF, "--need", "2", "--watch").out())
        .isEqualTo(said.out());
    String file = Files.readString(wallets.file("ann.watched.json"));
    assertThat(file).contains("rhizome-watched-1").containsOnlyOnce("minimumsignaturecount");
    assertThat(wallets.offline(ANN, "export").out()).contains("minimumsignaturecount");
    assertThat(wallets.offline(ANN, "multisig", "address", "--of", OF, "--need", "3").out())
        .isNotEqualTo(said.out());
  }

  @Test
  void twoSignOneAfterTheOtherAndItIsPaid() throws IOException {
    String shared = paid("20");
    assertThat(wallets.run(ANN, "balance").lines())
        .anyMatch(line -> line.matches("watched +20 +" + shared + ", 2 of 3"));
    Json found = wallets.json(ANN, "balance").at("watched").items().getFirst();
    assertThat(found.at("spendable").text()).isEqualTo("20");

    Json written =
        wallets.json(
            BOB,
            "multisig",
            "send",
            shared,
            to(EVE),
            "5",
            "--of",
            OF,
            "--need",
            "2",
            "--out",
            paper);
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").err())
        .contains("lacks 2 of the signatures of " + to(ANN) + ", " + to(BOB) + ", " + to(EVE));
    Said first = wallets.offline(ANN, "sign", paper, "--yes");
    assertThat(first.lines())
        .contains("lacks    1 of the signatures of " + to(BOB) + ", " + to(EVE));
    assertThat(first.err().lines())
        .as("Ann's wallet watches where the change goes")
        .anyMatch(line -> line.matches("pays +5 +" + to(EVE)))
        .anyMatch(line -> line.matches("back +14.99\\d+ +" + shared + ", 2 of 3"));
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").err())
        .contains("lacks 1 of the signatures of " + to(BOB));
    assertThat(wallets.offline(ANN, "sign", paper, "--yes").err()).contains("no key");

    Said second = wallets.offline(EVE, "sign", paper, "--yes");
    assertThat(second.lines()).contains("next     rhizome wallet submit " + paper);
    assertThat(second.err().lines())
        .as("Eve's wallet does not watch it, so it is said to be paid")
        .anyMatch(line -> line.matches("pays +14.99\\d+ +" + shared + ", 2 of 3"));
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").code()).isZero();
    isDone(shared, written.at("id"));
  }

  private void isDone(String shared, Json id) {
    wallets.mine();
    assertThat(wallets.spendable(EVE)).isEqualTo("5");
    Json history = wallets.json(ANN, "history").at("watched").items().getFirst();
    assertThat(history.at("address").text()).isEqualTo(shared);
    assertThat(history.at("history").items()).hasSize(2);
    assertThat(history.at("history").items().getFirst().at("transaction")).isEqualTo(id);
    assertThat(wallets.run(ANN, "history").lines())
        .contains("under " + shared + ", 2 of 3")
        .anyMatch(line -> line.contains("-5.0"));
  }

  @Test
  void copiesThatWereSignedApartAreSentTogether() throws IOException {
    String shared = paid("20");
    Said written = wallets.run(ANN, "multisig", "send", shared, to(BOB), "5");
    assertThat(written.code()).as(written.err()).isZero();
    Files.writeString(Path.of(paper), written.out());
    String anns = wallets.path("anns.json");
    String eves = wallets.path("eves.json");
    assertThat(wallets.offline(ANN, "sign", paper, "--yes", "--out", anns).code()).isZero();
    assertThat(wallets.offline(EVE, "sign", paper, "--yes", "--out", eves).code()).isZero();
    assertThat(wallets.runAlone("wallet", "submit", anns, "--yes").err()).contains("lacks 1 of");
    assertThat(wallets.runAlone("wallet", "submit", anns, eves, paper, "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.spendable(BOB)).isEqualTo("55");
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingIsWritten() {
    String shared = watched();
    assertThat(wallets.run(ANN, "multisig", "send", shared, to(BOB), "5").err())
        .contains("coins are missing");
    assertThat(wallets.run(BOB, "send", shared, "1", "--yes").err())
        .contains("who has to sign for " + shared + " is not known here", "--watch");
    assertThat(wallets.run(BOB, "multisig", "send", shared, to(BOB), "5").err())
        .contains("is not known here");
    assertThat(
            wallets
                .run(ANN, "multisig", "send", shared, to(BOB), "5", "--of", OF, "--need", "1")
                .err())
        .contains("--of and --need come to 03", "and not to " + shared);
    String others = to(BOB) + "," + to(EVE);
    String theirs =
        wallets.offline(BOB, "multisig", "address", "--of", others, "--need", "1").out().strip();
    assertThat(
            wallets
                .run(ANN, "multisig", "send", theirs, to(BOB), "5", "--of", others, "--need", "1")
                .err())
        .contains("none of those who sign for " + theirs);
    for (String need : new String[] {"0", "4", "-1"}) {
      Said refused = wallets.offline(ANN, "multisig", "address", "--of", OF, "--need=" + need);
      assertThat(refused.code()).as(need).isEqualTo(ExitCode.USAGE.code());
    }
    assertThat(wallets.offline(ANN, "multisig", "address", "--of", OF).err()).contains("together");
    assertThat(wallets.offline(ANN, "multisig", "address").err()).contains("--of and --need");
    assertThat(wallets.offline(ANN, "multisig", "address", "--of", shared, "--need", "1").err())
        .contains("is no address of a key");
    assertThat(ScriptedTerminal.NOBODY.run("wallet", "multisig").err())
        .contains("what to do is missing");
  }

  /** A key that was never used alone may be one of several. */
  @Test
  void anyKeyOfAWalletCanBeOneOfThem() {
    String of = to(BOB) + "," + address(EVE, 40);
    String shared =
        wallets
            .offline(BOB, "multisig", "address", "--of", of, "--need", "2", "--watch")
            .out()
            .strip();
    assertThat(wallets.run(BOB, "send", shared, "9", "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.run(BOB, "multisig", "send", shared, to(EVE), "8", "--out", paper).code())
        .isZero();
    assertThat(wallets.offline(EVE, "sign", paper, "--yes").code()).isZero();
    assertThat(wallets.offline(BOB, "sign", paper, "--yes").code()).isZero();
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.spendable(EVE)).isEqualTo("8");
  }

  @Test
  void aWatchFileThatSaysSomethingElseIsNamed() throws IOException {
    Files.writeString(
        wallets.file("ann.watched.json"), "{\"format\": \"rhizome-watched-1\", \"a\": 1}");
    assertThat(wallets.run(ANN, "balance").err())
        .contains("ann.watched.json does not say what is watched: /a");
  }
}
