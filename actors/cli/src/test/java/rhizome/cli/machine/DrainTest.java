package rhizome.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Resources;
import rhizome.cli.GridProcess;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;

/** Machines are taken out of service and back from the command line. */
@Timeout(120)
class DrainTest {

  private static final Resources ROOMY = new Resources(8_000, 8L << 30);

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
    Path file =
        grid.blueprint("shop", "db: {run: serve}\nweb: {run: slow, single: false, replicas: 2}\n");
    assertThat(grid.run("apply", file.toString(), "--yes", "--no-wait").code()).isZero();
    grid.world().ready("shop/web#0");
    grid.world().ready("shop/web#1");
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aNodeIsDrainedWithProgressUntilItIsEmpty() throws InterruptedException, ExecutionException {
    grid.world().enrol("n2", ROOMY);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    FutureTask<Said> drain = new FutureTask<>(() -> grid.run(shown, "drain", "n1"));
    Thread.ofPlatform().start(drain);
    GridProcess.await("moving", () -> nodes().contains("draining, 2 left"));
    GridProcess.await("its first look", () -> shown.toString(UTF_8).contains("shop/web 2 left"));
    grid.world().ready("shop/web#0");
    GridProcess.await("one moved", () -> nodes().contains("draining, 1 left"));
    grid.world().ready("shop/web#1");

    Said said = drain.get();
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.err()).contains("n1 is empty, after");
    assertThat(said.out()).isEmpty();
    assertThat(nodes()).contains("drained").doesNotContain("left");
    assertThat(grid.run("explain", "shop/web#0").out())
        .contains("is to leave n1, and serves there until it is ready elsewhere");
  }

  private String nodes() {
    return grid.run("get", "nodes").out();
  }

  @Test
  void whatHasNoOtherPlaceIsNamedWithTheReason() {
    Said said = grid.run("drain", "n1", "--timeout", "100ms", "--at-once", "9");
    assertThat(said.code()).isEqualTo(5);
    assertThat(said.err())
        .contains("n1 is not empty after 100 ms: 2 left")
        .contains("shop/web#0 stays until it has another place: no node is online")
        .contains("shop/web#1 stays until it has another place: no node is online")
        .doesNotContain("shop/db#0 stays");
  }

  @Test
  void whoeverWasThereAndWaitsIsNamedOnceTheNodeIsEmpty() throws IOException {
    Said now = grid.run("drain", "n1", "--deadline", "0s", "--at-once", "9");
    assertThat(now.code()).as(now.err()).isZero();
    assertThat(now.lines())
        .containsExactly(
            "shop/db#0 waits: no node is online",
            "shop/web#0 waits: no node is online",
            "shop/web#1 waits: no node is online");
    assertThat(grid.run("drain", "n1", "-o", "json").json().at("admission").text())
        .isEqualTo("drained");
  }

  @Test
  void whoDoesNotWaitIsToldWhatWasAccepted() throws IOException {
    Said said = grid.run("drain", "n1", "--no-wait", "--deadline", "90s", "--at-once", "1");
    assertThat(said.code()).isZero();
    assertThat(said.lines()).containsExactly("draining n1");
    grid.world().passDeadline("n1", Duration.ofSeconds(91));
    assertThat(nodes()).contains("drained");
  }

  @Test
  void aNodeIsCordonedAndUncordoned() {
    assertThat(grid.run("cordon", "n1").lines()).containsExactly("cordoned n1");
    assertThat(nodes()).contains("online").contains("cordoned");
    assertThat(grid.run("uncordon", "n1").lines()).containsExactly("uncordoned n1");
    assertThat(nodes()).doesNotContain("cordoned");
  }

  @Test
  void onlyWhatIsEmptyOrGoneIsRemovedAndOnlyWithConsent() {
    Said held = grid.run("remove", "n1", "--yes");
    assertThat(held.code()).isEqualTo(3);
    assertThat(held.err()).contains("node 'n1' still holds workloads: drain it first");

    grid.world().enrol("n2", ROOMY);
    assertThat(grid.run("remove", "n2").code()).as("nobody is there").isEqualTo(2);
    Said asked = grid.run(ScriptedTerminal.person("n\n"), "remove", "n2");
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.err())
        .contains("Remove the online node n2?", "refused until it is started anew");
    assertThat(nodes()).contains("n2");

    grid.world().lose("n2");
    Said gone = grid.run(ScriptedTerminal.person("y\n"), "remove", "n2");
    assertThat(gone.err()).contains("Remove the offline node n2?").doesNotContain("its agent");
    assertThat(gone.lines()).containsExactly("removed n2");
    assertThat(nodes()).doesNotContain("n2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drain n11                  | 3 | did you mean 'n1'?",
        "cordon n11                 | 3 | did you mean 'n1'?",
        "uncordon n11               | 3 | rhizome get nodes",
        "remove n11 --yes           | 3 | did you mean 'n1'?",
        "drain n1 --deadline=-5m    | 2 | '-5m'",
        "drain n1 --deadline=soon   | 2 | soon",
        "drain n1 --deadline=25h    | 3 | 'deadlineSeconds' must be 0 to 86400, not 90000",
        "drain n1 --at-once=0       | 3 | 'atOnce' must be 1 to 1000, not 0",
        "drain n1 --at-once=many    | 2 | --at-once",
        "drain                      | 2 | NODE",
        "drain N1!                  | 2 | node name",
      })
  void whatMakesNoSenseIsRefusedAndChangesNothing(String line, int code, String words) {
    Said said = grid.run(line.strip().split(" ", -1));
    assertThat(said.code()).as(said.err()).isEqualTo(code);
    assertThat(said.err()).contains(words).doesNotContain("unexpected");
    assertThat(nodes()).doesNotContain("drain").contains("n1");
  }
}
