package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.schema.Schema;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Template;
import rhizome.gateway.http.Operation;
import rhizome.gateway.problem.Kind;
import rhizome.grid.notice.Severity;
import rhizome.runtime.explorer.Answered;

/** The document that is served, tried against the door that serves it. */
class RoutesTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EVENTS", "BLOCKS"})
  void everyDocumentedRouteAnswersAsDocumented(Operation operation) throws IOException {
    InMemoryGrid grid = new InMemoryGrid();
    try (Door door = Door.to(grid, folder)) {
      door.apply(GatewayTest.SHOP);
      grid.notices(InMemoryGrid.telling(new TreeMap<>(Map.of("desk", Severity.WARNING))));
      grid.ledger(_ -> CompletableFuture.completedFuture(Optional.of(new Answered.Found("{}"))));
      begin(door, operation);
      JsonNode document = door.get("/v1/openapi.json").json();
      JsonNode responses =
          document
              .at("/paths")
              .path(operation.path().text())
              .path(operation.method().toLowerCase(Locale.ROOT))
              .path("responses");

      Door.Answer answer =
          door.send(
              door.request(path(operation))
                  .method(operation.method(), BodyPublishers.ofString(body(operation))));
      String status = Integer.toString(answer.status());
      boolean refused =
          switch (operation) {
            case RETRY, DISCARD, PROMOTE, RUN_JOB, SCALE, REMOVE, POWER_DOWN -> true;
            default -> false;
          };
      assertThat(refused ? status.equals("409") : responses.has(status))
          .as(operation + " answered " + answer.status() + " " + answer.body())
          .isTrue();
      assertThat(answer.status()).isNotIn(404, 405, 500);
    }
  }

  /** There is a run where one is to be looked at. */
  private static void begin(Door door, Operation operation) {
    if (operation.path().text().contains("/actions")) {
      door.apply(ActionsTest.SHOP);
      door.post("/v1/robots/shop/actions", body(Operation.BEGIN));
    }
  }

  /** With something in each place that a path leaves open. */
  static String path(Operation operation) {
    return operation
        .path()
        .text()
        .replace("{robot}", "shop")
        .replace("{service}", "web")
        .replace("{slot}", "0")
        .replace("{action}", "backup")
        .replace("{run}", "1")
        .replace("{generation}", "1")
        .replace("{template}", "static-site.json")
        .replace("{node}", "n1")
        .replace("{block}", "1")
        .replace("{link}", "last")
        .replace("{kind}", "coins")
        .replace("{name}", "ab")
        .replace("{transaction}", "ab")
        .replace("{height}", "1")
        .replace("{hash}", "ab")
        .replace("{output}", "ab")
        .replace("{address}", "01");
  }

  private static final String OTHER =
      "{\"file\":\"f\",\"here\":\"/\",\"text\":\"{blueprint: v1, name: other, services: {a:"
          + " {run: {command: sleep}}}}\"}";

  private static String body(Operation operation) {
    return switch (operation) {
      case PLAN, APPLY -> OTHER;
      case DRAIN, RUN_JOB -> "{}";
      case SCALE -> "{\"replicas\":2}";
      case SHUTDOWN -> "{\"keep\":false}";
      case BEGIN -> "{\"service\":\"web\",\"action\":\"backup\",\"key\":\"k\"}";
      case SUBMIT -> "{\"entry\":{\"chain\":\"%s\"}}".formatted("0".repeat(64));
      default -> "";
    };
  }

  @Test
  void theSchemaIsThatOfTheLanguage() throws IOException {
    try (Door door = Door.to(new InMemoryGrid(), folder)) {
      JsonNode served = door.get("/v1/schema/blueprint-v1.json").json();
      assertThat(served).isEqualTo(new ObjectMapper().readTree(Schema.text()));
    }
  }

  @Test
  void theSchemaOfATemplateIsFoundByItsName() throws IOException {
    try (Door door = Door.to(new InMemoryGrid(), folder)) {
      Template site = Library.builtIn().find("static-site").orElseThrow();
      for (String name : List.of("static-site.json", "static-site", "static-site@1")) {
        assertThat(door.get("/v1/schema/templates/" + name).json())
            .isEqualTo(new ObjectMapper().readTree(Schema.text(site.schema())));
      }
      assertThat(door.get("/v1/schema/templates/static-sight.json").problem())
          .matches(problem -> problem.is(Kind.UNKNOWN_TEMPLATE));
    }
  }

  @Test
  void aCallersTemplatesAndValuesAreReadWithHisBlueprint() throws IOException {
    String wish =
        """
        {"file": "f", "here": "/", "text": "{blueprint: v1, name: it, parameters: {n: {type:\
         integer}}, services: {a: {template: t, replicas: '${params.n}'}}}",
         "templates": [{"file": "t.yaml", "text": "{template: v1, name: t, version: 1.0.0,\
         services: {main: {run: RUN}}}"}], "parameters": {"n": "3"}}
        """;
    try (Door door = Door.to(new InMemoryGrid(), folder)) {
      assertThat(door.post("/v1/plan", wish).body()).contains("\"created\":3");
      String wrong = wish.replace("RUN", "[]");
      assertThat(door.post("/v1/plan", wrong).body()).contains("t.yaml", "asked for by 'a'");
    }
  }

  @Test
  void answersAreNeverKeptByCaches() throws IOException {
    try (Door door = Door.to(new InMemoryGrid(), folder)) {
      assertThat(door.get("/v1/status").header("Cache-Control")).isEqualTo("no-store");
      assertThat(door.get("/v1/status").header("Server")).isEmpty();
    }
  }
}
