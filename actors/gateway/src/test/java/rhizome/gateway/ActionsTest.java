package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.kernel.TaskId;

class ActionsTest {

  static final String SHOP =
      """
      blueprint: v1
      name: shop
      services:
        web:
          run: serve
          replicas: 2
          actions:
            backup: {command: [save], retries: [1s], every: 6h}
        db:
          run: store
          actions:
            backup: {command: [dump]}
      """;

  private static final String ACTIONS = "/v1/robots/shop/actions";
  private static final TaskId WEB = TaskId.parse("shop/web/backup");

  @TempDir private Path folder = Path.of("");
  private final InMemoryGrid grid = new InMemoryGrid();
  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = Door.to(grid, folder);
    door.apply(SHOP);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private JsonNode begin(String body) {
    Door.Answer answer = door.post(ACTIONS, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json().at("/runs");
  }

  private static String of(String service) {
    return "{\"service\":\"%s\",\"action\":\"backup\"}".formatted(service);
  }

  private void tell(Task.Command command) {
    assertThat(grid.task(WEB, command).toCompletableFuture().join())
        .isInstanceOf(GridPort.Answer.Done.class);
  }

  @Test
  void aRunIsToldWithItsAttemptsAndWhatTheLastOfThemWrote() {
    begin(of("web"));
    Ticket first = new Ticket(1, 0, 1);
    Instant now = Instant.now();
    tell(new Task.Command.Begin(first, new Lease(new NodeId("n1"), 1), now));
    assertThat(door.get(ACTIONS + "/web/backup/1").json().at("/state").asText())
        .isEqualTo("running");
    tell(
        new Task.Command.Finish(
            first, new Finding(Result.FAILED, Optional.of(3), "exit code 3", "no disk\n"), now));

    JsonNode run = door.get(ACTIONS + "/web/backup/1").json();
    assertThat(run.at("/id").asText()).isEqualTo("shop/web/backup/1");
    assertThat(run.at("/by").asText()).isEqualTo("operator");
    assertThat(run.at("/state").asText()).isEqualTo("waiting");
    assertThat(run.at("/legs/0/output").asText()).isEqualTo("no disk\n");
    assertThat(run.at("/legs/0/attempts/0/exit").asInt()).isEqualTo(3);
    assertThat(run.at("/legs/0/attempts/0/node").asText()).isEqualTo("n1");
    assertThat(door.get(ACTIONS + "/web/backup/2").json().at("/type").asText())
        .endsWith("unknown-run");
  }

  /** ZeroRobot ran an action without a service beside every service there was, unasked. */
  @Test
  void anUnscopedActionRunsBesideAllOnlyWhenAllIsSaid() {
    Door.Answer refused = door.post(ACTIONS, "{\"action\":\"backup\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("name one, or say all");
    assertThat(begin("{\"action\":\"backup\",\"all\":true}"))
        .extracting(run -> run.at("/service").asText())
        .containsExactlyInAnyOrder("web", "db");
  }

  @Test
  void theSameWishSentTwiceIsOneRun() {
    String wish = "{\"service\":\"db\",\"action\":\"backup\",\"key\":\"k1\"}";
    assertThat(begin(wish)).isEqualTo(begin(wish));
  }

  /** ZeroRobot cancelled any task for anybody who asked. */
  @Test
  void onlyWhoHasTheTokenCancels() {
    begin(of("web"));
    assertThat(door.send(door.bare(ACTIONS + "/web/backup/1").DELETE()).status()).isEqualTo(401);
    assertThat(door.get(ACTIONS + "/web/backup/1").json().at("/state").asText())
        .isEqualTo("waiting");
    assertThat(door.delete(ACTIONS + "/web/backup/1").status()).isEqualTo(202);
    JsonNode run = door.get(ACTIONS + "/web/backup/1").json();
    assertThat(run.at("/state").asText()).isEqualTo("cancelled");
    assertThat(run.at("/cancelledBy").asText()).isEqualTo("operator");
    assertThat(door.delete(ACTIONS + "/web/backup/1").status()).isEqualTo(409);
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    Door.Answer answer = door.post(ACTIONS, "{\"service\":\"web\",\"action\":\"backups\"}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .contains("did you mean 'web backup'?")
        .contains("it has web backup, db backup");
    assertThat(door.post(ACTIONS, "{\"service\":\"db\",\"action\":\"backup\",\"slot\":1}").status())
        .isEqualTo(409);
    String bad = "{\"service\":\"db\",\"action\":\"backup\",\"args\":{\"9\":\"x\"}}";
    assertThat(door.post(ACTIONS, bad).status()).isEqualTo(400);
  }

  @Test
  void theListTellsEachActionAndItsRuns() {
    begin(of("db"));
    begin(
        "{\"service\":\"db\",\"action\":\"backup\",\"args\":{\"token\":\"s3cret\",\"to\":\"x\"}}");
    Door.Answer answer = door.get(ACTIONS);
    assertThat(answer.body()).doesNotContain("s3cret");
    JsonNode actions = answer.json().at("/actions");
    assertThat(actions).extracting(a -> a.at("/service").asText()).containsExactly("web", "db");
    assertThat(actions.at("/0/every").asText()).isEqualTo("6h");
    assertThat(actions.at("/1/runs"))
        .extracting(run -> run.at("/run").asInt())
        .containsExactly(2, 1);
    assertThat(actions.at("/1/runs/0/args/to").asText()).isEqualTo("x");
  }

  @Test
  void whatHappensToItIsInTheFeedOfEvents() {
    begin(of("web"));
    assertThat(door.get("/v1/events?after=0&follow=false").body())
        .contains("event: task")
        .contains("run 1 is asked for by operator, beside shop/web#0");
  }
}
