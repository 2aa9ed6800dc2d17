package rhizome.cli.wallet.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.wallet.PlayedWallets.ANN;
import static rhizome.cli.wallet.PlayedWallets.BOB;
import static rhizome.cli.wallet.PlayedWallets.EVE;
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
import rhizome.cli.json.Json;
import rhizome.cli.wallet.PlayedWallets;

/** Coins for a secret; a block of the played chain comes every 10 s from 1700000000 on. */
@Timeout(120)
class SwapTest {

  private static final String LATE = "2033-05-18T03:33:20Z";
  private static final String SOON = "1700000025";

  @TempDir private Path folder;
  private PlayedWallets wallets;

  @BeforeEach
  void open() throws IOException {
    wallets = new PlayedWallets(folder);
  }

  @AfterEach
  void close() {
    wallets.close();
  }

  private Json offered(String until, String... more) {
    String[] words = new String[more.length + 7];
    System.arraycopy(
        new String[] {"swap", "offer", to(BOB), "12", "--until", until, "--yes"}, 0, words, 0, 7);
    System.arraycopy(more, 0, words, 7, more.length);
    Json offer = wallets.json(ANN, words);
    wallets.mine();
    return offer;
  }

  private Json audit(String swap) {
    return wallets.json(EVE, "swap", "audit", swap);
  }

  @Test
  void whoHasTheSecretTakesItAndEverybodyKnowsItThen() throws IOException {
    Json offer = offered(LATE);
    String swap = offer.at("address").text();
    String secret = offer.at("secret").text();
    assertThat(swap).matches("02[0-9a-f]{76}");
    assertThat(Files.readString(wallets.file("ann.watched.json"))).doesNotContain(secret);
    assertThat(wallets.run(ANN, "balance").lines())
        .anyMatch(line -> line.matches("watched +12 +" + to(BOB) + ", or after " + LATE + ".*"));
    Json open = audit(swap);
    assertThat(open.at("state").text()).isEqualTo("open");
    assertThat(open.at("coins").text()).isEqualTo("12");
    assertThat(open.at("receiver").text()).isEqualTo(to(BOB));
    assertThat(open.at("hash")).isEqualTo(offer.at("hash"));
    assertThat(open.at("secret").isNull()).isTrue();

    assertThat(wallets.run(BOB, "swap", "redeem", swap, "--yes").err())
        .contains("is not kept beside this wallet");
    String wrong = secret.substring(1) + (secret.startsWith("0") ? "1" : "0");
    assertThat(wallets.run(BOB, "swap", "redeem", swap, "--secret", wrong, "--yes").err())
        .contains("not the secret whose hash the swap names");
    for (String other : new String[] {ANN, EVE}) {
      assertThat(wallets.run(other, "swap", "redeem", swap, "--secret", secret, "--yes").err())
          .contains("not the key of the party");
    }
    assertThat(wallets.run(ANN, "swap", "refund", swap, "--yes").err())
        .contains("until its time is over");
    Said unasked = wallets.run(BOB, "swap", "redeem", swap, "--secret", secret);
    assertThat(unasked.err()).contains("take what is under " + swap, "--yes");

    assertThat(wallets.run(BOB, "swap", "redeem", swap, "--secret", secret, "--yes").code())
        .isZero();
    wallets.mine();
    assertThat(wallets.spendable(BOB)).startsWith("61.99");
    Json taken = audit(swap);
    assertThat(taken.at("state").text()).isEqualTo("redeemed");
    assertThat(taken.at("secret").text()).isEqualTo(secret);
    assertThat(wallets.run(BOB, "swap", "redeem", swap, "--secret", secret, "--yes").err())
        .contains("nothing is under that swap");
  }

  @Test
  void whatNobodyTookGoesBackOnceItsTimeIsOver() {
    String swap = offered(SOON).at("address").text();
    assertThat(wallets.run(ANN, "swap", "refund", swap, "--yes").err()).contains("audit");
    wallets.mine();
    wallets.mine();
    assertThat(audit(swap).at("state").text()).isEqualTo("over");
    assertThat(wallets.run(BOB, "swap", "refund", swap, "--yes").err())
        .contains("not the key of the party");
    assertThat(wallets.run(ANN, "swap", "refund", swap, "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.spendable(ANN)).startsWith("99.99");
    assertThat(audit(swap).at("state").text()).isEqualTo("refunded");
    assertThat(wallets.run(EVE, "swap", "audit", swap).lines())
        .anyMatch(line -> line.matches("state +refunded"))
        .anyMatch(line -> line.matches("sender +" + to(ANN) + ", after 2023-11-14T22:13:45Z"));
  }

  /** Where the grid is there is neither key nor secret. */
  @Test
  void itIsTakenOrGoesBackByPapersToo() {
    String paper = wallets.path("paper.json");
    Json offer = offered(LATE);
    String secret = offer.at("secret").text();
    Said redeem =
        wallets.run(BOB, "swap", "redeem", offer.at("address").text(), "--unsigned", paper);
    assertThat(redeem.code()).as(redeem.err()).isZero();
    assertThat(wallets.offline(BOB, "sign", paper, "--yes").err())
        .contains("no key that " + paper + " lacks", "--secret");
    String wrong = secret.substring(1) + (secret.startsWith("0") ? "1" : "0");
    assertThat(wallets.offline(BOB, "sign", paper, "--secret", wrong, "--yes").err())
        .contains("not the secret whose hash the swap names that " + paper + " spends");
    Said signed = wallets.offline(BOB, "sign", paper, "--secret", secret, "--yes");
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(wallets.runAlone("wallet", "submit", paper, "--yes").code()).isZero();
    wallets.mine();
    assertThat(wallets.spendable(BOB)).startsWith("61.99");

    String back = wallets.path("back.json");
    String swap = offered("1700000045").at("address").text();
    wallets.mine();
    wallets.mine();
    Said refund = wallets.run(ANN, "swap", "refund", swap, "--unsigned", back);
    assertThat(refund.code()).as(refund.err()).isZero();
    assertThat(wallets.offline(ANN, "sign", back, "--yes").code()).isZero();
    assertThat(wallets.runAlone("wallet", "submit", back, "--yes").code()).isZero();
    wallets.mine();
    assertThat(audit(swap).at("state").text()).isEqualTo("refunded");
  }

  /** The two halves of a swap between two chains: who answers has the hash only. */
  @Test
  void anOfferForTheHashOfAnother() {
    Json first = offered(LATE, "--keep-secret");
    Said answered =
        wallets.run(
            BOB,
            "swap",
            "offer",
            to(ANN),
            "7",
            "--until",
            LATE,
            "--hash",
            first.at("hash").text(),
            "--yes",
            "-o",
            "json");
    Json second = PlayedWallets.json(answered);
    assertThat(second.at("secret").isNull()).isTrue();
    assertThat(answered.err()).doesNotContain("not shown again");
    wallets.mine();
    String swap = second.at("address").text();
    String secret = first.at("secret").text();
    assertThat(wallets.run(ANN, "swap", "redeem", swap, "--secret", secret, "--yes").code())
        .isZero();
    wallets.mine();
    assertThat(audit(swap).at("secret").text()).isEqualTo(secret);
    String own = first.at("address").text();
    assertThat(
            wallets
                .run(
                    BOB,
                    "swap",
                    "redeem",
                    own,
                    "--secret",
                    audit(swap).at("secret").text(),
                    "--yes")
                .code())
        .isZero();
  }

  /** It is shown before anything is sent, so that no accident after that loses it. */
  @Test
  void theSecretIsShownOnceAndKeptOnlyIfAsked() throws IOException {
    Said offer =
        wallets.run(ANN, "swap", "offer", to(BOB), "3", "--until", LATE, "--keep-secret", "--yes");
    assertThat(offer.code()).as(offer.err()).isZero();
    String secret = offer.err().lines().findFirst().orElseThrow().replaceFirst(".*: ", "");
    assertThat(secret).hasSize(64);
    assertThat(offer.out()).doesNotContain(secret).contains("swap     02");
    assertThat(Files.readString(wallets.file("ann.watched.json"))).contains(secret);
    assertThat(wallets.offline(ANN, "export").out())
        .doesNotContain(secret)
        .contains("hashedsecret");
    Said both =
        wallets.run(
            ANN,
            "swap",
            "offer",
            to(BOB),
            "3",
            "--until",
            LATE,
            "--keep-secret",
            "--hash",
            secret,
            "--yes");
    assertThat(both.err()).contains("without --hash");
  }

  @Test
  void whatCannotBeOfferedIsRefused() {
    assertThat(wallets.run(ANN, "swap", "offer", to(BOB), "3", "--until", "12", "--yes").err())
        .contains("a swap ends at a time");
    assertThat(
            wallets.run(ANN, "swap", "offer", to(BOB), "3", "--until", "1600000000", "--yes").err())
        .contains("2020-09-13T12:26:40Z is past");
    assertThat(wallets.run(ANN, "swap", "offer", to(BOB), "300", "--until", LATE, "--yes").err())
        .contains("coins are missing");
    assertThat(wallets.file("ann.watched.json")).doesNotExist();
    assertThat(wallets.run(ANN, "swap", "audit", to(BOB)).err())
        .contains("is no address of a swap, which begins with 02");
    assertThat(ScriptedTerminal.NOBODY.run("wallet", "swap").err())
        .contains("what to do is missing");
    String swap = offered(LATE).at("address").text();
    Said again = wallets.run(ANN, "swap", "redeem", swap, "--secret", "12", "--yes");
    assertThat(again.err()).contains("64 hexadecimal digits");
  }
}
