package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;

class BadInputTest extends AtTheDoor {

  private static Problem assertProblem(Door.Answer answer, Kind kind) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.status()).isEqualTo(kind.status());
    Problem problem = answer.problem();
    assertThat(problem.type()).isEqualTo(kind.type());
    assertThat(problem.title()).isEqualTo(kind.title());
    assertThat(problem.status()).isEqualTo(kind.status());
    assertThat(problem.detail()).isNotBlank();
    assertThat(problem.instance()).isEqualTo(answer.response().uri().getRawPath());
    return problem;
  }

  @Test
  void aBadBlueprintIsRefusedWithAllItsProblemsAndTheirPlaces() {
    long events = grid.position();
    Door.Answer answer =
        door.apply(
            """
            blueprint: v1
            name: shop
            services:
              web:
                rum: {command: sleep}
                replicas: many
            """);

    Problem problem = assertProblem(answer, Kind.INVALID_BLUEPRINT);
    assertThat(problem.detail()).startsWith("test.yaml has 3 problems, and nothing was changed");
    assertThat(answer.json().at("/problems/1/line").asInt()).isEqualTo(5);
    assertThat(answer.json().at("/problems/1/column").asInt()).isEqualTo(5);
    assertThat(answer.json().at("/problems/1/nearest").asText()).isEqualTo("run");
    assertThat(answer.json().at("/problems/2/excerpt").asText()).contains("replicas: many");
    assertThat(grid.position()).isEqualTo(events);
  }

  @Test
  void brokenYamlIsAProblemOfTheBlueprint() {
    assertProblem(door.plan("{blueprint: v1, name"), Kind.INVALID_BLUEPRINT);
    assertProblem(door.plan(""), Kind.INVALID_BLUEPRINT);
    assertProblem(door.plan("\u0000"), Kind.INVALID_BLUEPRINT);
  }

  @Test
  void anUnknownRobotIsToldTheNearestName() {
    assertProblem(door.get("/v1/robots/shop"), Kind.UNKNOWN_ROBOT);
    door.apply(GatewayTest.SHOP);

    Problem problem = assertProblem(door.get("/v1/robots/shpo"), Kind.UNKNOWN_ROBOT);
    assertThat(problem.detail()).isEqualTo("there is no robot 'shpo': did you mean 'shop'?");
    assertThat(problem.members()).containsEntry("nearest", "shop");
    assertProblem(door.delete("/v1/robots/shpo"), Kind.UNKNOWN_ROBOT);
    assertProblem(door.get("/v1/workloads?robot=shpo"), Kind.UNKNOWN_ROBOT);
    assertProblem(door.get("/v1/robots/NOT%20A%20NAME"), Kind.UNKNOWN_ROBOT);
  }

  @Test
  void anUnknownWorkloadIsToldTheNearestName() {
    door.apply(GatewayTest.SHOP);

    for (String route : new String[] {"", "/timeline", "/log"}) {
      Problem problem =
          assertProblem(door.get("/v1/workloads/shop/wbe/0" + route), Kind.UNKNOWN_WORKLOAD);
      assertThat(problem.members()).containsEntry("nearest", "shop/web#0");
    }
    assertProblem(door.post("/v1/workloads/shop/wbe/0/retry", ""), Kind.UNKNOWN_WORKLOAD);
    assertProblem(door.get("/v1/workloads/shop/web/first"), Kind.UNKNOWN_WORKLOAD);
    assertProblem(door.get("/v1/workloads/shop/web/-1"), Kind.UNKNOWN_WORKLOAD);
    assertProblem(door.get("/v1/workloads/shpo/web/0"), Kind.UNKNOWN_ROBOT);
  }

  @Test
  void askingForTheUnknownBringsNothingToLife() {
    door.get("/v1/robots/ghost");
    door.get("/v1/workloads/ghost/web/0");
    door.plan("{blueprint: v1, name: ghost, services: {a: {run: {command: sleep}}}}");

    assertThat(door.get("/v1/robots").json().at("/robots").size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                              | the body is empty",
        "null                          | the body is empty",
        "[                             | line 1, column 1",
        "{\"keep\":true}}              | unexpected close marker",
        "{\"keep\":true} {}            | trailing",
        "{\"keep\":\"maybe\"}          | \"maybe\"",
        "{\"kepp\":true}               | unknown key 'kepp' (line 1, column 14), did you mean"
            + " 'keep'",
        "{\"keep\":true,\"keep\":true} | Duplicate field 'keep'",
      })
  void badJsonIsRefusedInWordsThatHelp(String body, String expected) {
    Door.Answer answer = door.post("/v1/shutdown", body == null ? "" : body);

    Problem problem = assertProblem(answer, Kind.BAD_JSON);
    assertThat(problem.detail().toLowerCase(Locale.ROOT))
        .contains(expected.toLowerCase(Locale.ROOT));
    assertThat(grid.shutdown()).isEmpty();
  }

  @Test
  void aMissingMemberIsNamed() {
    Problem problem =
        assertProblem(door.post("/v1/plan", "{\"file\":\"a\",\"here\":\"/\"}"), Kind.BAD_JSON);
    assertThat(problem.detail()).startsWith("'text' is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/workloads?limit=0                       | 'limit' must be 1 to 1000, not 0",
        "/v1/workloads?limit=1001                    | 'limit' must be 1 to 1000, not 1001",
        "/v1/workloads?limit=ten                     | 'limit' must be a number, not 'ten'",
        "/v1/workloads?lmit=10                       | unknown parameter 'lmit', did you mean"
            + " 'limit'?",
        "/v1/workloads?after=shop                    | 'after': 'shop' is not a workload",
        "/v1/workloads/shop/web/0/log?follow=perhaps | 'follow' must be true or false",
        "/v1/events?after=tomorrow                   | 'tomorrow' is not an id of an event",
        "/v1/status?verbose=true                     | unknown parameter 'verbose'",
      })
  void aBadParameterIsRefusedInWordsThatHelp(String path, String expected) {
    door.apply(GatewayTest.SHOP);

    assertThat(assertProblem(door.get(path.strip()), Kind.BAD_PARAMETER).detail())
        .startsWith(expected);
  }

  @Test
  void unknownRoutesAndWrongMethodsAreProblemsToo() {
    assertProblem(door.get("/"), Kind.NO_SUCH_ROUTE);
    assertProblem(door.get("/v2/robots"), Kind.NO_SUCH_ROUTE);
    assertProblem(door.get("/v1/robots/shop/more"), Kind.NO_SUCH_ROUTE);
    Door.Answer wrong = door.delete("/v1/robots");
    assertThat(assertProblem(wrong, Kind.METHOD_NOT_ALLOWED).detail())
        .isEqualTo("/v1/robots takes GET, not DELETE");
    assertThat(wrong.header("Allow")).isEqualTo("GET");
    assertThat(door.post("/v1/robots/shop", "{}").header("Allow")).isEqualTo("GET, DELETE");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAndItsSenderHearsIt() {
    String large = "x".repeat((4 << 20) + 1);

    Problem problem = assertProblem(door.plan(large), Kind.TOO_LARGE);
    assertThat(problem.detail()).isEqualTo("a body may have 4194304 bytes at most");
    Door.Answer chunked =
        door.send(
            door.request("/v1/plan")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[9 << 20]))));
    assertProblem(chunked, Kind.TOO_LARGE);
    assertThat(door.get("/v1/status").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotEvenHttpGetsAProblem() throws IOException {
    try (Socket socket = new Socket(door.url().getHost(), door.url().getPort());
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /v1/status HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .contains("application/problem+json")
          .contains("urn:rhizome:problem:bad-request");
    }
  }

  @Test
  void ourOwnMistakesShowNothingOfOurInsides() {
    grid.breakWith(new IllegalStateException("secret of the house"));

    Door.Answer answer = door.get("/v1/robots");
    Problem problem = assertProblem(answer, Kind.INTERNAL);
    assertThat(problem.members()).containsKey("reference");
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void aGridThatDoesNotAnswerIsUnavailable() {
    grid.breakWith(new CompletionException(new TimeoutException()));

    assertProblem(door.get("/v1/nodes"), Kind.UNAVAILABLE);
    assertProblem(door.apply(GatewayTest.SHOP), Kind.UNAVAILABLE);
  }
}
