package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** Several wallets with one purse, and a swap, on a chain of four validators. */
class WalletsOnChainTest {

  @TempDir private Path data;
  @TempDir private Path here;

  private String path(String name) {
    return here.resolve(name).toString();
  }

  private static Json said(Said said) throws IOException {
    assertThat(said.code()).as(said.err()).isZero();
    return JsonText.parse(said.out());
  }

  private static String[] words(String wallet, String passphrase, String... words) {
    List<String> all = new ArrayList<>(List.of("wallet"));
    all.addAll(List.of(words));
    all.addAll(List.of("--wallet", wallet, "--passphrase-file", passphrase, "--output", "json"));
    return all.toArray(String[]::new);
  }

  /** Without a grid. */
  private Json alone(String who, String... words) throws IOException {
    return said(ScriptedTerminal.NOBODY.run(words(path(who + ".json"), path("passphrase"), words)));
  }

  private Json of(GridProcess grid, String who, String... words) throws IOException {
    return said(grid.run(words(path(who + ".json"), path("passphrase"), words)));
  }

  private static String[] treasuryWords(GridProcess grid, String... words) {
    Path ledger = grid.data().resolve("ledger");
    return words(
        ledger.resolve("treasury.json").toString(), ledger.resolve("passphrase").toString(), words);
  }

  private static Json treasury(GridProcess grid, String... words) throws IOException {
    return said(grid.run(treasuryWords(grid, words)));
  }

  @Test
  void twoPayTogetherAndASwapIsTakenWithItsSecret() throws Exception {
    Files.createFile(
        here.resolve("passphrase"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(here.resolve("passphrase"), "correct horse\n");
    Files.writeString(data.resolve("rhizome.conf"), "rhizome.ledger.validators = 4\n");
    String ann = alone("ann", "create").at("address").text();
    String bob = alone("bob", "create").at("address").text();
    try (GridProcess grid = GridProcess.start(data)) {
      GridProcess.await(
          "a validator says what holds", () -> grid.run("ledger", "status").code() == 0);
      paidTogether(grid, ann, bob);
      swapped(grid, ann);
    }
  }

  private void paidTogether(GridProcess grid, String ann, String bob) throws IOException {
    String[] terms = {"multisig", "address", "--of", ann + "," + bob, "--need", "2", "--watch"};
    String shared =
        said(ScriptedTerminal.NOBODY.run(treasuryWords(grid, terms))).at("address").text();
    assertThat(alone("ann", terms).at("address").text()).isEqualTo(shared);
    treasury(grid, "send", shared, "20", "--wait", "--yes");
    String paper = path("paper.json");
    of(grid, "ann", "multisig", "send", shared, bob, "12.5", "--out", paper);
    assertThat(alone("ann", "sign", paper, "--yes").at("complete").isTrue()).isFalse();
    assertThat(alone("bob", "sign", paper, "--yes").at("complete").isTrue()).isTrue();
    Json sent = said(grid.run("wallet", "submit", paper, "--wait", "--yes", "--output", "json"));
    assertThat(sent.at("height").number()).isPositive();
    assertThat(of(grid, "bob", "balance").at("spendable").text()).isEqualTo("12.5");
    Json left = of(grid, "ann", "balance").at("watched").items().getFirst();
    assertThat(left.at("address").text()).isEqualTo(shared);
    assertThat(left.at("coins").text()).startsWith("7.49");
  }

  private void swapped(GridProcess grid, String ann) throws IOException {
    String until =
        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    Json offer = treasury(grid, "swap", "offer", ann, "3", "--until", until, "--wait", "--yes");
    String swap = offer.at("address").text();
    String secret = offer.at("secret").text();
    of(grid, "ann", "swap", "redeem", swap, "--secret", secret, "--wait", "--yes");
    assertThat(of(grid, "ann", "balance").at("spendable").text()).startsWith("2.99");
    assertThat(of(grid, "bob", "swap", "audit", swap).at("state").text()).isEqualTo("redeemed");
  }
}
