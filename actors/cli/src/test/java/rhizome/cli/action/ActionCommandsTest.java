package rhizome.cli.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.gateway.GridPort;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.kernel.TaskId;

/** The words of {@code rhizome action} against the real API, with a grid in memory behind it. */
class ActionCommandsTest {

  private static final String SHOP =
      """
      db: {run: store, actions: {backup: {command: [save], retries: [30s], every: 6h}}}
      web: {run: serve, replicas: 2, actions: {backup: {command: [dump]}}}
      """;

  private static final TaskId DB = TaskId.parse("shop/db/backup");

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    Path file = grid.blueprint("shop", SHOP);
    assertThat(grid.run("apply", file.toString(), "--yes", "--no-wait").code()).isZero();
  }

  @AfterEach
  void close() {
    grid.close();
  }

  private void attempt(int attempt, Result result, String output) {
    Ticket ticket = new Ticket(1, 0, attempt);
    Instant now = Instant.now().plusSeconds(60L * attempt);
    tell(new Task.Command.Begin(ticket, new Lease(new NodeId("n1"), 1), now));
    int code = result == Result.SUCCEEDED ? 0 : 3;
    Finding finding = new Finding(result, Optional.of(code), "exit code " + code, output);
    tell(new Task.Command.Finish(ticket, finding, now));
  }

  private void tell(Task.Command command) {
    assertThat(grid.world().task(DB, command).toCompletableFuture().join())
        .isInstanceOf(GridPort.Answer.Done.class);
  }

  @Test
  void aRunIsAcceptedAndNamed() {
    assertThat(grid.run("action", "run", "shop", "db", "backup").lines())
        .containsExactly("shop/db/backup/1  waiting");
    assertThat(grid.run("action", "run", "shop", "web", "backup", "--slot", "1").lines())
        .containsExactly("shop/web/backup/1  waiting");
    assertThat(grid.run("action", "run", "shop", "web", "backup", "--slot", "2").code())
        .isEqualTo(3);
  }

  @Test
  void withoutAServiceItTakesAll() {
    Said alone = grid.run("action", "run", "shop", "backup");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("the service is missing", "say --all");
    assertThat(grid.run("action", "run", "shop", "db", "backup", "--all").code()).isEqualTo(2);
    assertThat(grid.run("action", "run", "shop", "backup", "--all").lines())
        .containsExactly("shop/db/backup/1   waiting", "shop/web/backup/1  waiting");
  }

  @Test
  void showTellsEveryAttemptAndWhatTheLastOneWrote() {
    grid.run("action", "run", "shop", "db", "backup", "--arg", "to=x", "--arg", "password=hush");
    attempt(1, Result.FAILED, "no disk\n");
    attempt(2, Result.SUCCEEDED, "1 file\u001b[2J\n");
    Said said = grid.run("action", "show", "shop/db/backup/1");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("shop/db/backup/1", "succeeded", "by operator", "to=x", "exit code 3", "n1")
        .contains("  | 1 file")
        .doesNotContain("no disk", "hush", "\u001b[2J");
  }

  @Test
  void listTellsWhatThereIsAndHowItFared() {
    assertThat(grid.run("action", "list", "shop").lines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).matches("db +backup +6h +- +- +- +- +-"));
    grid.run("action", "run", "shop", "web", "backup");
    grid.run("action", "run", "shop", "web", "backup");
    assertThat(grid.run("action", "list", "shop").lines())
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).matches("web +backup +- +- +2 +waiting .*operator"))
        .anySatisfy(line -> assertThat(line).matches(" +1 +waiting .*operator"));
  }

  @Test
  void cancelEndsARunOnce() {
    grid.run("action", "run", "shop", "db", "backup");
    assertThat(grid.run("action", "cancel", "shop/db/backup/1").lines())
        .containsExactly("cancelling shop/db/backup/1");
    Said again = grid.run("action", "cancel", "shop/db/backup/1");
    assertThat(again.code()).isEqualTo(3);
    assertThat(again.err()).contains("nothing is left to cancel");
    assertThat(grid.run("action", "cancel", "shop/db/backup/9").err()).contains("there is no run");
  }

  @Test
  void whatIsNoRunIsSaidToBeNone() {
    for (String wrong : new String[] {"shop", "shop/db/backup", "shop/db/backup/x", "/1", ""}) {
      Said said = grid.run("action", "show", wrong);
      assertThat(said.code()).as(wrong).isEqualTo(2);
      assertThat(said.err()).contains("is not a run: write robot/service/action/run");
    }
  }

  @Test
  void whoWaitsIsToldHowItEnded() throws InterruptedException {
    Thread agent =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (grid.world().task(DB).toCompletableFuture().join().last() == 0) {
                    Thread.onSpinWait();
                  }
                  attempt(1, Result.SUCCEEDED, "");
                });
    Said said = grid.run("action", "run", "shop", "db", "backup", "--wait");
    agent.join();
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.lines()).containsExactly("shop/db/backup/1  succeeded");
  }
}
