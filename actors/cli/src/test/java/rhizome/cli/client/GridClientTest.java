package rhizome.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.gateway.OperatorToken;

class GridClientTest {

  @TempDir private Path data;
  private RecordedGrid grid;
  private GridClient client;

  @BeforeEach
  void open() throws IOException {
    grid = new RecordedGrid(data);
    client = GridClient.of(data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void everyRequestCarriesTheTokenAndABodyItsLength() throws IOException {
    grid.on("POST /v1/plan", "{\"robot\":\"shop\"}");
    Json answer = client.post("/v1/plan", Json.object("text", "ü"));
    assertThat(answer.at("robot").text()).isEqualTo("shop");
    RecordedGrid.Asked asked = grid.asked().getFirst();
    assertThat(asked.body()).isEqualTo("{\"text\":\"ü\"}");
    assertThat(asked.authorization()).isEqualTo(OperatorToken.read(data).bearer());
  }

  @Test
  void whatIsNotThereIsNothingAndNoTrouble() {
    grid.refuse("GET /v1/robots/shop", 404, "unknown-robot", "there is no robot 'shop'");
    assertThat(client.find("/v1/robots/shop")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad-parameter, REFUSED",
    "401, unauthorized, REFUSED",
    "404, unknown-workload, REFUSED",
    "409, plan-moved, REFUSED",
    "422, invalid-blueprint, REFUSED",
    "500, internal, FAILED",
    "503, unavailable, FAILED"
  })
  void aProblemBecomesTroubleWithItsDetail(int status, String type, ExitCode code) {
    grid.refuse("GET /v1/status", status, type, "that went wrong");
    Trouble trouble = trouble(() -> client.get("/v1/status"));
    assertThat(trouble.code()).isEqualTo(code);
    assertThat(trouble).hasMessage("that went wrong");
  }

  @Test
  void aWrongTokenNamesTheRemedy() {
    grid.refuse("GET /v1/status", 401, "unauthorized", "send a token");
    assertThat(trouble(() -> client.get("/v1/status")).remedy().orElseThrow()).contains("--data");
  }

  @Test
  void anAnswerThatIsNoProblemDocumentStillSaysItsStatus() {
    grid.on("GET /v1/status", 502, "text/html", "<html>");
    assertThat(trouble(() -> client.get("/v1/status"))).hasMessage("the grid answered 502");
  }

  @Test
  void everyProblemOfABlueprintIsShownWithItsPlace() {
    grid.on(
        "POST /v1/plan",
        422,
        "application/problem+json",
        """
        {"type": "urn:rhizome:problem:invalid-blueprint", "detail": "two problems", "problems": [
          {"file": "shop.yaml", "line": 3, "column": 5, "message": "unknown key 'repicas'",
           "expected": "one of run, replicas", "nearest": "replicas",
           "excerpt": "    repicas: 2", "caret": 4},
          {"file": "shop.yaml", "line": 9, "column": 1, "message": "text where a map must be",
           "excerpt": "x", "caret": 0}]}
        """);
    Trouble trouble = trouble(() -> client.post("/v1/plan", Json.object("text", "")));
    assertThat(trouble)
        .hasMessage(
            """
            shop.yaml:3:5: unknown key 'repicas'
              3 |     repicas: 2
                |     ^
                = did you mean 'replicas'?
                = expected one of run, replicas

            shop.yaml:9:1: text where a map must be
              9 | x
                | ^

            2 problems; nothing was changed\
            """);
  }

  @Test
  void aFolderWithoutAGridIsUnreachable(@TempDir Path other) {
    Trouble trouble = trouble(() -> GridClient.of(other));
    assertThat(trouble.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(trouble.getMessage()).contains(other.toString());
    assertThat(trouble.remedy().orElseThrow()).contains("rhizome up");
  }

  @Test
  void aGridThatIsGoneIsUnreachable() {
    grid.close();
    Trouble trouble = trouble(() -> client.get("/v1/status"));
    assertThat(trouble.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(trouble.getMessage()).contains(client.url().toString());
    assertThat(trouble(() -> client.open("/v1/events", Map.of(), Duration.ofSeconds(1))).code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aTokenThatOthersCanReadIsNotUsed() throws IOException {
    Path token = data.resolve(OperatorToken.FILE);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Trouble trouble = trouble(() -> GridClient.of(data));
    assertThat(trouble.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(trouble.getMessage()).contains("chmod 600");
  }

  @Test
  void aPartOfALogSaysWhereItGoesOn() {
    grid.log("GET /log", "hello", 5, 12);
    GridClient.Part part = client.part("/log");
    assertThat(new String(part.bytes(), UTF_8)).isEqualTo("hello");
    assertThat(part.next()).isEqualTo(5);
    assertThat(part.size()).isEqualTo(12);
  }

  @Test
  void aStreamIsReadToItsEndAndRefusedLikeAnythingElse() throws IOException {
    grid.on("GET /v1/events", 200, "text/event-stream", "data: 1\n\n");
    try (GridClient.Stream stream =
        client.open("/v1/events", Map.of("Last-Event-ID", "a-1"), Duration.ofSeconds(5))) {
      assertThat(stream.bytes().readAllBytes()).asString(UTF_8).isEqualTo("data: 1\n\n");
    }
    assertThat(grid.asked().getFirst().lastEventId()).isEqualTo("a-1");
    grid.refuse("GET /v1/other", 503, "unavailable", "64 streams are open");
    assertThat(trouble(() -> client.open("/v1/other", Map.of(), Duration.ofSeconds(5))))
        .hasMessage("64 streams are open");
  }

  private static Trouble trouble(ThrowingCallable call) {
    return catchThrowableOfType(Trouble.class, call);
  }
}
