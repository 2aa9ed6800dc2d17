package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.gateway.http.Operation;
import rhizome.gateway.seed.SeedPaths;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;
import rhizome.runtime.explorer.SeedQuestion;

/** The seed's paths through the door, with a ledger that is played. */
class SeedPathsTest extends AtTheDoor {

  private static final String ID = "ab".repeat(32);
  private static final String ADDRESS = "01" + "ab".repeat(38);

  private static final List<Operation> PATHS =
      Arrays.stream(Operation.values()).filter(it -> SeedPaths.isOne(it.path().text())).toList();

  private final List<Question> asked = Collections.synchronizedList(new ArrayList<>());

  private void answers(Answered answer) {
    grid.ledger(
        question -> {
          asked.add(question);
          return CompletableFuture.completedFuture(Optional.of(answer));
        });
  }

  private static void isError(Door.Answer answer, int status, String message) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().fieldNames()).toIterable().containsExactly("message");
    assertThat(answer.json().at("/message").asText()).contains(message);
  }

  @Test
  void eachPathAsksOneQuestionAndTellsWhatWasFoundAsItIs() {
    answers(new Answered.Found("{\"height\": 7}"));
    for (String path :
        List.of(
            "/explorer",
            "/explorer/blocks/7",
            "/explorer/hashes/" + ID,
            "/explorer/hashes/" + ADDRESS + "?minheight=5",
            "/explorer/stats/history?history=75",
            "/explorer/stats/range?start=1&end=9",
            "/explorer/constants",
            "/explorer/downloader/status",
            "/consensus",
            "/consensus/transactions/" + ID,
            "/consensus/unspent/coinoutputs/" + ID,
            "/consensus/unspent/blockstakeoutputs/" + ID,
            "/transactionpool/transactions",
            "/transactionpool/transactions?unlockhash=" + ADDRESS)) {
      Door.Answer answer = door.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"height\": 7}");
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
    assertThat(asked)
        .containsExactly(
            new SeedQuestion.Facts(),
            new SeedQuestion.At("7"),
            new SeedQuestion.Hashed(ID, ""),
            new SeedQuestion.Hashed(ADDRESS, "5"),
            new SeedQuestion.Newest("75"),
            new SeedQuestion.Between("1", "9"),
            new SeedQuestion.Constants(),
            new SeedQuestion.Consensus(),
            new SeedQuestion.Consensus(),
            new SeedQuestion.Final(ID),
            new SeedQuestion.UnspentCoin(ID),
            new SeedQuestion.UnspentStake(ID),
            new SeedQuestion.Pool(""),
            new SeedQuestion.Pool(ADDRESS));
  }

  @Test
  void whatIsWrongIsSaidInTheSeedsFormWithTheSeedsStatus() {
    answers(new Answered.Bad("a number: wanted a whole number"));
    isError(door.get("/explorer/blocks/x"), 400, "wanted a whole number");
    answers(new Answered.Unknown("no block is known at height 9"));
    isError(door.get("/explorer/blocks/9"), 400, "no block is known");
    isError(door.get("/explorer/hashes/" + ID), 400, "no block is known");
    answers(new Answered.NotYet("ask again in a while"));
    isError(door.get("/consensus"), 503, "ask again");
    grid.ledger(LedgerPort.NONE);
    isError(door.get("/explorer"), 503, "no ledger runs");
    grid.ledger(_ -> CompletableFuture.failedFuture(new TimeoutException()));
    isError(door.get("/explorer"), 503, "did not answer in time");
    isError(door.get("/explorer/nothing"), 404, "there is nothing under");
    isError(door.get("/consensus?x=1"), 400, "unknown parameter");
    isError(door.delete("/explorer"), 405, "takes GET");
    isError(door.post("/transactionpool/transactions", "{}"), 405, "takes GET");
  }

  @Test
  void whatMayBeAndIsNotHasNoContent() {
    answers(new Answered.Unknown("no such output is unspent"));
    for (String path :
        List.of(
            "/consensus/transactions/" + ID,
            "/consensus/unspent/coinoutputs/" + ID,
            "/consensus/unspent/blockstakeoutputs/" + ID,
            "/explorer/hashes/" + ADDRESS)) {
      Door.Answer answer = door.get(path);
      assertThat(answer.status()).as(path).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void whoNamesTheSeedsAgentIsServedAsWhoDoesNot() {
    answers(new Answered.Found("{}"));
    for (String agent : List.of("Rivine-Agent", "Mozilla/5.0")) {
      Door.Answer answer = door.send(door.request("/consensus").header("User-Agent", agent).GET());
      assertThat(answer.status()).as(agent).isEqualTo(200);
    }
  }

  // -- without the token

  private Door opened() throws IOException {
    GatewaySettings d = Door.SETTINGS;
    return Door.to(
        grid,
        folder,
        new GatewaySettings(
            d.host(),
            0,
            false,
            d.bodyMax(),
            d.pageMax(),
            d.logChunkMax(),
            d.streamsMax(),
            d.pollInterval(),
            d.keepAlive(),
            true,
            d.drain()));
  }

  private static HttpRequest.Builder bare(Door at, Operation operation) {
    return at.bare(RoutesTest.path(operation))
        .method(operation.method(), BodyPublishers.ofString("{\"keep\":false}"));
  }

  @ParameterizedTest
  @EnumSource
  void anOpenLedgerOpensTheSeedsPathsAndThemOnly(Operation operation) throws IOException {
    answers(new Answered.Found("{}"));
    try (Door open = opened()) {
      int status = open.send(bare(open, operation)).status();
      assertThat(status).isEqualTo(PATHS.contains(operation) ? 200 : 401);
      assertThat(grid.shutdown()).isEmpty();
    }
  }

  @Test
  void anOpenLedgerIsOpenForReadingOnly() throws IOException {
    answers(new Answered.Found("{}"));
    try (Door open = opened()) {
      isError(open.send(open.bare("/explorer").DELETE()), 401, "operator.token");
      isError(
          open.send(open.bare("/transactionpool/transactions").POST(BodyPublishers.ofString("{}"))),
          401,
          "operator.token");
      for (String path : List.of("/explorers", "/explorer/../v1/status", "/v1/ledger", "/")) {
        int status = open.send(open.bare(path).GET()).status();
        assertThat(status).as(path).isIn(401, 404);
      }
      assertThat(asked).isEmpty();
      isError(open.send(open.bare("/explorer/nothing").GET()), 404, "there is nothing under");
      Door.Answer wrong =
          open.send(open.bare("/consensus").header("Authorization", "Bearer wrong").GET());
      assertThat(wrong.status()).as("a wrong token is as good as none").isEqualTo(200);
    }
  }

  @Test
  void theLedgerIsClosedUnlessItIsSaidToBeOpen() {
    assertThat(Door.SETTINGS.openLedger()).isFalse();
    assertThat(PATHS).hasSize(12);
    for (Operation operation : PATHS) {
      isError(door.send(bare(door, operation)), 401, "operator.token");
    }
  }
}
