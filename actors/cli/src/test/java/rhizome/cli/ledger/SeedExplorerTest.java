package rhizome.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.client.GridFile;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.json.Json;
import rhizome.ledger.key.PublicKey;
import rhizome.runtime.explorer.PlayedLedger;
import rhizome.runtime.explorer.SeedShapes;

/** One who knows the seed's paths only, at a real gateway beside a played validator. */
@Timeout(120)
class SeedExplorerTest {

  private static final Address HOLDER = Address.of(new PublicKey(Blake.of(new byte[] {9})));

  @TempDir private Path folder;
  private PlayedLedger ledger;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    ledger = new PlayedLedger(new Holding(5_000, new Condition.ToAddress(HOLDER)));
    grid = new LoopbackGrid(folder);
    grid.world().ledger(ledger::ask);
  }

  @AfterEach
  void close() {
    grid.close();
    ledger.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String token = Files.readString(folder.resolve("operator.token")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(GridFile.read(folder).orElseThrow().url().resolve(path))
            .header("Authorization", "Bearer " + token)
            .header("User-Agent", "Rivine-Agent")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private JsonNode found(String shape, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    JsonNode document = Json.parse(answer.body());
    assertThat(SeedShapes.wrong(shape, document)).as(path).isEmpty();
    return document;
  }

  /** As its front end does: from the last block back to the first, and whatever it names. */
  @Test
  void theChainCanBeWalkedFromItsLastBlockToWhereItBegan() throws Exception {
    for (int i = 0; i < 5; i++) {
      ledger.mine();
    }
    long height = found("facts", "/explorer").at("/height").asLong();
    assertThat(found("consensus", "/consensus").at("/height").asLong()).isEqualTo(height);
    List<String> ids = new ArrayList<>();
    JsonNode block = found("alone", "/explorer/blocks/" + height).at("/block");
    while (block.at("/height").asLong() > 0) {
      ids.add(block.at("/blockid").asText());
      String parent = block.at("/rawblock/parentid").asText();
      block = found("hash", "/explorer/hashes/" + parent).at("/block");
    }
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    JsonNode first = block.at("/transactions/0");
    String coin = first.at("/coinoutputids/0").asText();
    assertThat(found("unspent", "/consensus/unspent/coinoutputs/" + coin).at("/output/value"))
        .isEqualTo(first.at("/rawtransaction/data/coinoutputs/0/value"));
    assertThat(found("hash", "/explorer/hashes/" + coin).at("/transactions/0")).isEqualTo(first);
    String holder = first.at("/coinoutputunlockhashes/0").asText();
    assertThat(holder).isEqualTo(HOLDER.toString());
    assertThat(found("hash", "/explorer/hashes/" + holder).at("/transactions/0")).isEqualTo(first);
    found("stats", "/explorer/stats/history?history=75");
    found("constants", "/explorer/constants");
    found("pool", "/transactionpool/transactions");
  }

  @ParameterizedTest
  @CsvSource({
    "/explorer/blocks/99, 400",
    "/explorer/blocks/-1, 400",
    "/explorer/blocks/99999999999999999999999, 400",
    "/explorer/hashes/zz, 400",
    "/explorer/hashes/0000000000000000000000000000000000000000000000000000000000000000, 400",
    "/consensus/transactions/123456789012345678901, 400",
    "/consensus/unspent/coinoutputs/ab, 400",
    "/explorer/stats/history, 400",
    "/explorer/stats/range?start=5&end=1, 400",
    "/transactionpool/transactions?unlockhash=01, 400",
    "/explorer/nothing, 404"
  })
  void whatIsWrongHasTheSeedsFormOfAnError(String path, int status) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = Json.parse(answer.body());
    assertThat(error.fieldNames()).toIterable().containsExactly("message");
    assertThat(error.at("/message").asText()).isNotBlank();
  }

  @Test
  void whatIsNotThereHasNoContent() throws Exception {
    String some = "ab".repeat(32);
    for (String path :
        List.of(
            "/consensus/transactions/" + some,
            "/consensus/transactions/16384",
            "/consensus/unspent/coinoutputs/" + some,
            "/explorer/hashes/" + Address.of(new PublicKey(Blake.of(new byte[] {8}))))) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }
}
