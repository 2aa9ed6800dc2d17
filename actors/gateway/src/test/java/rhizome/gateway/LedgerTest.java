package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.gateway.problem.Kind;
import rhizome.ledger.chain.Content;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Move;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.EntryJson;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;

/** The ledger through the door, with a ledger that is played. */
@Timeout(60)
class LedgerTest extends AtTheDoor {

  private static final String ID = "ab".repeat(32);

  private static final Entry ENTRY =
      Entry.open(new Content(Hash.ZERO, Move.NONE, Move.NONE, 0, 7, Optional.empty(), Bytes.EMPTY));

  private final List<Question> asked = Collections.synchronizedList(new ArrayList<>());

  private void answers(Answered answer) {
    grid.ledger(
        question -> {
          asked.add(question);
          return CompletableFuture.completedFuture(Optional.of(answer));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/ledger",
        "/v1/ledger/blocks/1",
        "/v1/ledger/transactions/ab",
        "/v1/ledger/addresses/01",
        "/v1/ledger/validators",
        "/v1/ledger/supply",
        "/v1/ledger/links/last",
        "/v1/ledger/proofs/coins/ab",
        "/v1/ledger/events"
      })
  void whereNoLedgerRunsThatIsSaidWithTheRemedy(String path) {
    Door.Answer answer = door.get(path);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem().is(Kind.NO_LEDGER)).isTrue();
    assertThat(answer.problem().detail()).contains("start a validator");
  }

  @Test
  void eachPathAsksOneQuestionAndTellsWhatWasFound() {
    answers(new Answered.Found("{\"height\": 7}"));
    for (String path :
        List.of(
            "/v1/ledger",
            "/v1/ledger/blocks/7?page=200",
            "/v1/ledger/transactions/" + ID,
            "/v1/ledger/addresses/01ff?page=coins-" + ID,
            "/v1/ledger/validators",
            "/v1/ledger/supply",
            "/v1/ledger/links/last",
            "/v1/ledger/proofs/coins/ab")) {
      Door.Answer answer = door.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.json().at("/height").asInt()).isEqualTo(7);
      assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
    assertThat(asked)
        .containsExactly(
            new Question.Tip(),
            new Question.Block("7", "200"),
            new Question.Transaction(ID),
            new Question.Holder("01ff", "coins-" + ID),
            new Question.Validators(""),
            new Question.Supply(),
            new Question.Link("last"),
            new Question.Proof("coins", "ab"));
    assertThat(door.get("/v1/ledger/supply?page=1").problem().is(Kind.BAD_PARAMETER)).isTrue();
  }

  @Test
  void whatIsNotFoundIsAProblemOfItsKind() {
    answers(new Answered.Unknown("there is no block 9"));
    assertThat(door.get("/v1/ledger/blocks/9").problem().is(Kind.UNKNOWN_BLOCK)).isTrue();
    assertThat(door.get("/v1/ledger/transactions/ab").problem().is(Kind.UNKNOWN_TRANSACTION))
        .isTrue();
    answers(new Answered.Bad("number: wanted a whole number"));
    assertThat(door.get("/v1/ledger/blocks/x").problem())
        .returns(400, it -> it.status())
        .returns("number: wanted a whole number", it -> it.detail());
    answers(new Answered.NotYet("the validator here has not said yet"));
    assertThat(door.get("/v1/ledger").problem())
        .returns(503, it -> it.status())
        .returns("the validator here has not said yet", it -> it.detail());
    grid.ledger(_ -> CompletableFuture.failedFuture(new TimeoutException()));
    assertThat(door.get("/v1/ledger").problem().is(Kind.UNAVAILABLE)).isTrue();
  }

  @Test
  void anEntryIsTakenAsBytesOrAsJson() {
    String hex = Bytes.of(ENTRY.encode()).hex();
    answers(new Answered.Found("{\"id\": \"%s\"}".formatted(ENTRY.id())));
    Door.Answer first = door.post("/v1/ledger/transactions", "{\"hex\": \"%s\"}".formatted(hex));
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().at("/id").asText()).isEqualTo(ENTRY.id().toString());
    Door.Answer second =
        door.post("/v1/ledger/transactions", "{\"entry\": %s}".formatted(EntryJson.write(ENTRY)));
    assertThat(second.status()).isEqualTo(202);
    assertThat(asked).containsExactly(new Question.Submit(hex), new Question.Submit(hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | send either 'hex' or 'entry'",
        "{\"hex\": \"00\", \"entry\": {}} | send either 'hex' or 'entry'",
        "{\"hex\": \"zz\"} | 'hex' is no entry",
        "{\"hex\": \"00\"} | 'hex' is no entry",
        "{\"entry\": {\"chain\": 1}} | 'entry' is no entry: /chain: wanted a text",
        "{\"raw\": \"00\"} | unknown key 'raw'"
      })
  void whatIsNoEntryIsRefusedWithItsPlace(String body, String why) {
    answers(new Answered.Found("{}"));
    Door.Answer answer = door.post("/v1/ledger/transactions", body);
    assertThat(answer.problem().is(Kind.BAD_JSON)).isTrue();
    assertThat(answer.problem().detail()).contains(why);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "KNOWN, '', waits already",
    "ORPHAN, UNKNOWN_OUTPUT, spends what nobody knows of",
    "NOT_VALID, FEE_TOO_LOW, the ledger would not take it (FEE_TOO_LOW)",
    "POOL_FULL, '', pay more",
    "HALTED, '', the validator refused it: HALTED"
  })
  void aRefusalNamesThePoolsAndTheLedgersReason(String why, String because, String words) {
    answers(new Answered.Refused(why, because));
    String hex = Bytes.of(ENTRY.encode()).hex();
    Door.Answer answer = door.post("/v1/ledger/transactions", Map.of("hex", hex));
    assertThat(answer.problem().is(Kind.REFUSED)).isTrue();
    assertThat(answer.problem().detail()).contains(words);
    assertThat(answer.problem().members()).containsEntry("refusal", why);
    assertThat(answer.problem().members().getOrDefault("because", "")).isEqualTo(because);
  }

  // -- events

  /** Heights from one on, up to one that grows. */
  private final class Growing implements LedgerPort {
    private final long oldest;
    private volatile long last;

    Growing(long oldest, long last) {
      this.oldest = oldest;
      this.last = last;
    }

    @Override
    public CompletionStage<Optional<Answered>> ask(Question question) {
      asked.add(question);
      Question.Blocks blocks = (Question.Blocks) question;
      long after = blocks.after() < 0 ? last - 1 : blocks.after();
      List<String> rows = new ArrayList<>();
      for (long h = Math.max(oldest, after + 1); h <= last && rows.size() < 2; h++) {
        rows.add("{\"height\": %d, \"id\": \"%s\", \"entries\": 0}".formatted(h, ID));
      }
      String json = "{\"blocks\": [%s]}".formatted(String.join(", ", rows));
      return CompletableFuture.completedFuture(Optional.of(new Answered.Found(json)));
    }
  }

  private static List<String> names(String stream) {
    return stream.lines().filter(line -> line.startsWith("id: ")).toList();
  }

  @Test
  void blocksAreToldInTheirOrderUpToTheNewest() {
    grid.ledger(new Growing(3, 7));
    String all = door.get("/v1/ledger/events?after=1&follow=false").body();
    assertThat(names(all)).containsExactly("id: 3", "id: 4", "id: 5", "id: 6", "id: 7");
    assertThat(all)
        .startsWith("event: missed\ndata: {\"missed\":1}\n\n")
        .contains("event: block\n");
    assertThat(names(door.get("/v1/ledger/events?follow=false").body())).containsExactly("id: 7");
    Door.Answer resumed =
        door.send(
            door.request("/v1/ledger/events?follow=false").header("Last-Event-ID", "5").GET());
    assertThat(names(resumed.body())).containsExactly("id: 6", "id: 7");
    assertThat(door.get("/v1/ledger/events?after=new").problem().is(Kind.BAD_PARAMETER)).isTrue();
  }

  @Test
  void aBlockIsToldWhenItBecomesFinal() throws Exception {
    Growing ledger = new Growing(1, 2);
    grid.ledger(ledger);
    HttpResponse<InputStream> stream = door.stream(door.request("/v1/ledger/events?after=1").GET());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(nextId(lines)).isEqualTo("id: 2");
      awaitQuestions(new Question.Blocks(2, 100), 2); // so one of them found nothing new
      ledger.last = 3;
      assertThat(nextId(lines)).isEqualTo("id: 3");
    }
  }

  private void awaitQuestions(Question question, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (List.copyOf(asked).stream().filter(question::equals).count() < count) {
      assertThat(System.nanoTime() - end).as("asked no more").isNegative();
      Thread.onSpinWait();
    }
  }

  private static String nextId(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.startsWith("id: ")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  // -- who does not read

  /** Long rows, without an end, so that what is between the two of them fills up. */
  private static CompletionStage<Optional<Answered>> flood(Question question) {
    long after = ((Question.Blocks) question).after();
    String row = "{\"height\": %d, \"id\": \"%s\"}".formatted(after + 1, "x".repeat(4 << 20));
    return CompletableFuture.completedFuture(
        Optional.of(new Answered.Found("{\"blocks\": [%s]}".formatted(row))));
  }

  @Test
  void whoTakesNothingIsCutOffAndGoesOnWhereHeWas() throws Exception {
    grid.ledger(LedgerTest::flood);
    GatewaySettings d = Door.SETTINGS;
    Duration soon = Duration.ofMillis(100);
    GatewaySettings one =
        new GatewaySettings(
            d.host(), 0, false, 1, 1, 1, 1, Duration.ofMillis(1), soon, false, d.drain());
    try (Door narrow = Door.to(grid, folder, one)) {
      HttpRequest.Builder asks = narrow.request("/v1/ledger/events?after=1");
      HttpResponse<InputStream> idle = narrow.stream(asks.GET());
      assertThat(idle.statusCode()).isEqualTo(200);
      String last = nextId(reader(idle));
      assertThat(last).isEqualTo("id: 2");
      HttpResponse<InputStream> again = narrow.stream(resumed(narrow, last));
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (again.statusCode() != 200 && System.nanoTime() - end < 0) {
        again.body().close(); // there is one place, and who reads nothing has it still
        again = narrow.stream(resumed(narrow, last));
      }
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(nextId(reader(again))).isEqualTo("id: 3");
      again.body().close();
      idle.body().close();
    }
  }

  private static HttpRequest.Builder resumed(Door narrow, String last) {
    String id = last.substring("id: ".length());
    return narrow.request("/v1/ledger/events").header("Last-Event-ID", id).GET();
  }

  private static BufferedReader reader(HttpResponse<InputStream> stream) {
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }
}
