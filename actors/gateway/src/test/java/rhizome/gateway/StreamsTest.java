package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rhizome.gateway.http.Json;
import rhizome.gateway.problem.Kind;

@Timeout(60)
class StreamsTest extends AtTheDoor {

  private static final String BLUEPRINT =
      "{blueprint: v1, name: one, services: {a: {run: {command: sleep}}}}";
  private static final String LOG = "/v1/workloads/one/a/0/log";

  StreamsTest() {
    super(
        new InMemoryGrid(20),
        new GatewaySettings(
            "127.0.0.1",
            0,
            false,
            1 << 20,
            100,
            8,
            2,
            Duration.ofMillis(5),
            Duration.ofMillis(200),
            false,
            Door.SETTINGS.drain()));
  }

  /** One server-sent event. */
  private record Message(String id, String event, String data) {
    JsonNode json() throws IOException {
      return Json.lenient().readTree(data);
    }
  }

  private final class Feed implements AutoCloseable {
    private final HttpResponse<?> response;
    private final BufferedReader lines;

    Feed(HttpRequest.Builder request) throws IOException, InterruptedException {
      HttpResponse<InputStream> streamed = door.stream(request);
      response = streamed;
      lines = new BufferedReader(new InputStreamReader(streamed.body(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("the stream ended");
      }
      return line;
    }

    /** The next message, however many signs of life come before it. */
    Message next() throws IOException {
      String id = "";
      String event = "";
      String data = "";
      while (true) {
        String line = line();
        if (line.isEmpty() && !data.isEmpty()) {
          return new Message(id, event, data);
        }
        id = line.startsWith("id: ") ? line.substring(4) : id;
        event = line.startsWith("event: ") ? line.substring(7) : event;
        data = line.startsWith("data: ") ? line.substring(6) : data;
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  private Feed feed(String path) throws IOException, InterruptedException {
    return new Feed(door.request(path).GET());
  }

  @Test
  void whatHappensIsToldAsItHappens() throws Exception {
    try (Feed feed = feed("/v1/events")) {
      assertThat(feed.response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      door.apply(BLUEPRINT);

      Message first = feed.next();
      assertThat(first.event()).isEqualTo("robot");
      assertThat(first.json().at("/sentence").asText())
          .isEqualTo("aims at generation 1, by operator: 1 workload in 1 service");
      Message second = feed.next();
      assertThat(second.event()).isEqualTo("workload");
      assertThat(second.json().at("/name").asText()).isEqualTo("one/a#0");
    }
  }

  @Test
  void aReaderThatComesBackMissesNothingAndReadsNothingTwice() throws Exception {
    List<String> once = new ArrayList<>();
    door.apply(BLUEPRINT);
    int events = (int) grid.position();
    Message third;
    try (Feed feed = feed("/v1/events?after=0")) {
      feed.next();
      feed.next();
      third = feed.next();
      for (int i = 3; i < events; i++) {
        once.add(feed.next().data());
      }
    }
    List<String> again = new ArrayList<>();
    try (Feed feed =
        new Feed(door.request("/v1/events").header("Last-Event-ID", third.id()).GET())) {
      for (int i = 3; i < events; i++) {
        again.add(feed.next().data());
      }
    }
    assertThat(again).isEqualTo(once).isNotEmpty();
  }

  @Test
  void whoOnlyWantsWhatWasGetsItAndTheEnd() throws Exception {
    door.apply(BLUEPRINT);
    List<String> ids =
        door.get("/v1/events?after=0&follow=false")
            .body()
            .lines()
            .filter(line -> line.startsWith("id: "))
            .toList();
    assertThat(ids).hasSize((int) grid.position());
    assertThat(door.get("/v1/events?follow=false").body()).isEmpty();
    assertThat(door.get("/v1/events?follow=maybe").status()).isEqualTo(400);
  }

  @Test
  void aReaderThatComesTooLateIsToldWhatItMissed() throws Exception {
    door.apply(BLUEPRINT);
    for (int i = 0; i < 20; i++) {
      grid.kill("one/a#0");
    }
    try (Feed feed = feed("/v1/events?after=0")) {
      Message missed = feed.next();
      assertThat(missed.event()).isEqualTo("missed");
      assertThat(missed.json().at("/missed").asLong()).isEqualTo(grid.position() - 20);
      assertThat(feed.next().event()).isNotEqualTo("missed");
    }
  }

  @Test
  void anIdOfAnotherRunOfTheGridMeansEverythingThatIsStillKept() throws Exception {
    door.apply(BLUEPRINT);
    try (Feed feed =
        new Feed(door.request("/v1/events").header("Last-Event-ID", "zzz-999999").GET())) {
      assertThat(feed.next().event()).isEqualTo("node");
    }
  }

  @Test
  void aQuietFeedShowsThatItIsStillThere() throws Exception {
    try (Feed feed = feed("/v1/events")) {
      assertThat(feed.line()).isEqualTo(": still here");
    }
  }

  @Test
  void thereAreOnlySoManyStreamsAndAClosedOneMakesRoom() throws Exception {
    Feed first = feed("/v1/events");
    Feed second = feed("/v1/events");
    first.line();
    second.line();

    Door.Answer third = door.get("/v1/events");
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.problem().is(Kind.UNAVAILABLE)).isTrue();
    first.close();
    second.close();
    assertThat(eventuallyOpens()).isTrue();
  }

  @Test
  void aReaderThatLeavesWaitsForNothingMore() throws Exception {
    try (Feed feed = feed("/v1/events")) {
      assertThat(feed.line()).isEqualTo(": still here");
      assertThat(grid.waiting()).isEqualTo(1);
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (grid.waiting() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(grid.waiting()).isZero();
  }

  /** The server learns of a reader's end with its next sign of life. */
  private boolean eventuallyOpens() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      try (Feed feed = feed("/v1/events")) {
        if (feed.response.statusCode() == 200) {
          return true;
        }
      }
      Thread.onSpinWait();
    }
    return false;
  }

  @Test
  void aLogIsReadInPieces() {
    door.apply(BLUEPRINT);
    grid.print("one/a#0", "0123456789");

    Door.Answer first = door.get(LOG);
    assertThat(first.body()).isEqualTo("01234567");
    assertThat(first.header("Content-Type")).startsWith("text/plain");
    assertThat(first.header("Rhizome-Log-From")).isEqualTo("0");
    assertThat(first.header("Rhizome-Log-Next")).isEqualTo("8");
    assertThat(first.header("Rhizome-Log-Size")).isEqualTo("10");
    assertThat(door.get(LOG + "?offset=8").body()).isEqualTo("89");
    assertThat(door.get(LOG + "?offset=-3&max=2").body()).isEqualTo("78");
    assertThat(door.get(LOG + "?offset=10").body()).isEmpty();
  }

  @Test
  void aFollowedLogGoesOnWithWhatIsAppended() throws Exception {
    door.apply(BLUEPRINT);
    grid.print("one/a#0", "one\ntwo\n");
    try (Feed log = feed(LOG + "?follow=true&offset=-4")) {
      assertThat(log.response.headers().firstValue("Rhizome-Log-From")).contains("4");
      assertThat(log.line()).isEqualTo("two");
      grid.print("one/a#0", "three is longer than one piece\n");
      assertThat(log.line()).isEqualTo("three is longer than one piece");
      grid.lose("n1");
      assertThat(log.lines.readLine()).isNull();
    }
  }

  @Test
  void aLogThatCannotBeReadNowSaysWhy() {
    door.apply(BLUEPRINT);
    grid.lose("n1");

    Door.Answer answer = door.get(LOG);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.problem().detail()).isEqualTo("the node of one/a#0 is offline");
  }
}
