package rhizome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** A chain of four validators on a grid, which goes on after a crash. */
class DevelopmentChainTest {

  @TempDir private Path data;
  @TempDir private Path here;
  private Path passphrase = Path.of("");
  private Path wallet = Path.of("");

  @BeforeEach
  void make() throws Exception {
    passphrase =
        Files.createFile(
            here.resolve("passphrase"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passphrase, "correct horse\n");
    wallet = here.resolve("wallet.json");
  }

  private String mine(GridProcess grid) throws IOException {
    return json(grid, wallet, passphrase, "balance").at("spendable").text();
  }

  private Json json(GridProcess grid, Path file, Path words, String... rest) throws IOException {
    Said said = wallet(grid, file, words, rest);
    assertThat(said.code()).as(said.err()).isZero();
    return JsonText.parse(said.out());
  }

  private static Said wallet(GridProcess grid, Path file, Path words, String... rest) {
    String[] all = new String[rest.length + 7];
    all[0] = "wallet";
    System.arraycopy(rest, 0, all, 1, rest.length);
    all[rest.length + 1] = "--wallet";
    all[rest.length + 2] = file.toString();
    all[rest.length + 3] = "--passphrase-file";
    all[rest.length + 4] = words.toString();
    all[rest.length + 5] = "--output";
    all[rest.length + 6] = "json";
    return grid.run(all);
  }

  private static long height(GridProcess grid) {
    return grid.client().get("/v1/ledger").at("height").number();
  }

  @Test
  void coinsThatWerePaidAreFinalAndAKilledGridHasThemStill() throws Exception {
    String address =
        ScriptedTerminal.NOBODY
            .run(
                "wallet",
                "create",
                "--wallet",
                wallet.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--output",
                "json")
            .out();
    String to = JsonText.parse(address).at("address").text();
    try (GridProcess grid = GridProcess.start(data)) {
      Path treasury = grid.data().resolve("ledger/treasury.json");
      Path opens = grid.data().resolve("ledger/passphrase");
      GridProcess.await("a validator says what holds", () -> isThere(grid));
      assertThat(mine(grid)).isEqualTo("0");
      Json sent = json(grid, treasury, opens, "send", to, "12.5", "--wait", "--yes");
      long paid = sent.at("height").number();
      assertThat(paid).isPositive();
      assertThat(mine(grid)).isEqualTo("12.5");
      assertThat(grid.run("ledger", "validators").out().lines()).hasSizeGreaterThanOrEqualTo(4);
      theSeedsToolsFind(grid, sent.at("id").text(), to, paid);

      grid.kill();
      grid.startAgain();
      GridProcess.await("a validator says what holds", () -> isThere(grid));
      assertThat(height(grid)).isGreaterThanOrEqualTo(paid);
      assertThat(mine(grid)).isEqualTo("12.5");
      Json again = json(grid, treasury, opens, "send", to, "1", "--wait", "--yes");
      assertThat(again.at("height").number()).isGreaterThan(paid);
      assertThat(mine(grid)).isEqualTo("13.5");
    }
  }

  /** By the seed's paths, and by the stream of blocks. */
  private static void theSeedsToolsFind(GridProcess grid, String id, String to, long height) {
    Json entry = grid.client().get("/explorer/hashes/" + id);
    assertThat(entry.at("hashtype").text()).isEqualTo("transactionid");
    assertThat(entry.at("transaction").at("height").number()).isEqualTo(height);
    Json holder = grid.client().get("/explorer/hashes/" + to);
    assertThat(holder.at("hashtype").text()).isEqualTo("unlockhash");
    assertThat(holder.at("transactions").items().getFirst().at("id").text()).isEqualTo(id);
    assertThat(grid.client().get("/consensus").at("height").number())
        .isGreaterThanOrEqualTo(height);
    Json block = grid.client().get("/explorer/blocks/" + height).at("block");
    assertThat(
            grid.run("ledger", "events", "--after", Long.toString(height - 1)).lines().getFirst())
        .contains(block.at("blockid").text());
  }

  private static boolean isThere(GridProcess grid) {
    Said said = grid.run("ledger", "status");
    return said.code() == 0;
  }
}
