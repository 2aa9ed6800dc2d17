package rhizome.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Resources;
import rhizome.cli.LoopbackGrid;
import rhizome.cli.Said;
import rhizome.cli.ScriptedTerminal;
import rhizome.cli.client.RecordedGrid;

/** What get, status, explain and events say of a grid to which things happen. */
class LookingTest {

  @TempDir private Path data;
  private LoopbackGrid grid;

  @BeforeEach
  void open() throws IOException {
    grid = new LoopbackGrid(data);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void anEmptyGridIsWellAndSaysWhatToDoNext() {
    assertThat(grid.run("status").out()).contains("grid         well", "robots       0");
    assertThat(grid.run("get", "robots").out()).contains("rhizome apply FILE");
    assertThat(grid.run("get").out()).as("workloads are the default").isEqualTo("no workloads\n");
  }

  @Test
  void aNameThatIsNotThereIsRefusedWithTheNearestThatIs() throws IOException {
    apply("shop", "web: {run: serve}\n");
    Said said = grid.run("get", "workloads", "--robot", "shap");
    assertThat(said.code()).isEqualTo(3);
    assertThat(said.err()).contains("did you mean 'shop'?", "rhizome get robots");
    assertThat(grid.run("explain", "shop/wed#0").err()).contains("did you mean 'shop/web#0'?");
  }

  @Test
  void aLostNodeAndWhatMovedForItAreSeenFromEverySide() throws IOException {
    apply("shop", "web: {run: serve}\n");
    grid.world().enrol("n2", new Resources(8_000, 8L << 30));
    grid.world().lose("n1");
    assertThat(grid.run("get", "nodes").out()).containsPattern("n1 +offline").contains("n2");
    assertThat(grid.run("status").out()).contains("nodes        2, 1 offline", "offline  node n1");
    assertThat(grid.run("get", "workloads").out()).containsPattern("shop/web#0 +ready +n2 ");
    assertThat(grid.run("explain", "shop/web#0").out()).contains("n1", "n2").contains("ready");
  }

  @Test
  void aSuspectNodeAndAClosedOneAreSeenAsThatAndNotAsLost() throws IOException {
    grid.world().enrol("n2", new Resources(8_000, 8L << 30));
    grid.run("cordon", "n2");
    grid.world().suspect("n1");
    assertThat(grid.run("get", "nodes").out())
        .containsPattern("n1 +suspect.*n1 is suspected to be gone")
        .containsPattern("n2 +online.*cordoned");
    assertThat(grid.run("status").out())
        .contains("nodes        2, 1 suspect, 1 cordoned", "suspect  node n1", "cordoned  node n2")
        .doesNotContain("offline");
  }

  @Test
  void aKilledProcessIsToldWithItsSignalAndCounted() throws IOException {
    apply("shop", "web: {run: serve}\n");
    long before = incarnation();
    grid.world().kill("shop/web#0");
    assertThat(incarnation()).isEqualTo(before + 1);
    assertThat(grid.run("explain", "shop/web#0").out())
        .contains("signal 9 (SIGKILL)", "ready again");
  }

  private long incarnation() throws IOException {
    return grid.run("get", "-o", "json").json().at("workloads").items().stream()
        .mapToLong(workload -> workload.at("incarnation").number())
        .sum();
  }

  @Test
  void whatFitsNowhereWaitsAndSaysWhy() throws IOException {
    Path file = grid.blueprint("huge", "it: {run: serve, resources: {cpu: 9000}}\n");
    Said said = grid.run("apply", file.toString(), "--yes", "--timeout", "50ms");
    assertThat(said.code()).isEqualTo(5);
    assertThat(grid.run("get", "workloads").out()).containsPattern("huge/it#0 +pending +- .*cpu");
    grid.world().enrol("giant", new Resources(9_000_000, 8L << 30));
    assertThat(grid.run("apply", file.toString()).code()).isZero();
  }

  @Test
  void aFrozenZoneIsLoudInTheStatusUntilSomebodyResumesIt() throws IOException {
    assertThat(grid.run("governor").out()).containsPattern("cellar +flowing").contains("all nodes");
    Said nothing = grid.run("governor", "resume");
    assertThat(nothing.code()).as("nothing was changed").isEqualTo(3);
    assertThat(nothing.err()).contains("nothing is frozen");
    grid.world().freeze(3, 4);
    assertThat(grid.run("status").out())
        .contains("not well", "FROZEN  zone cellar: 3 of 4 nodes", "'rhizome governor resume'");
    assertThat(grid.run("governor", "status").out()).containsPattern("cellar +frozen +4 +3 +3 +0");
    assertThat(grid.run("governor", "resume").out()).contains("replacing what silent nodes hold");
    assertThat(grid.run("status").out()).doesNotContain("FROZEN").contains("grid         well");
    assertThat(grid.run("governor", "-o", "json").json().at("governors").items()).hasSize(1);
  }

  @Test
  void eventsTellEverythingInTheOrderInWhichItHappened() throws IOException {
    apply("shop", "web: {run: serve}\n");
    grid.run("destroy", "shop", "--yes");
    List<String> lines = grid.run("events", "--all").lines();
    assertThat(lines).hasSize((int) grid.world().position());
    assertThat(lines.getFirst()).contains("node n1");
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("robot shop  aims at"));
    assertThat(lines.getLast()).contains("shop");
    List<String> noted = lines.stream().filter(line -> line.contains("looks again")).toList();
    List<String> told = new ArrayList<>(lines);
    told.removeAll(noted);
    assertThat(noted).as("the robot waited for its workload to be well").isNotEmpty();
    assertThat(grid.run("events").lines()).isEqualTo(told);
  }

  @Test
  void whatWasCutOffIsNotTakenForAllThatHappened() throws IOException {
    try (CutLine line = new CutLine("id: r-1\ndata: {\"at\":\"x\"}\n\n")) {
      line.announce(data);
      Said said = grid.run("events");
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.lines()).hasSize(1);
      assertThat(said.err()).contains("did not tell all of its events");
    }
  }

  @Test
  void followedEventsEndWithTheGridAndSayHowToGoOn() throws IOException {
    Said said;
    try (RecordedGrid recorded = new RecordedGrid(data)) {
      recorded.on("GET /v1/events", 200, "text/event-stream", "id: r-1\ndata: {\"at\":\"x\"}\n\n");
      recorded.on("GET /v1/events", 503, "text/plain", "");
      said = grid.run("events", "-f");
    }
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.lines()).hasSize(1);
    Said gone = grid.run("events", "-f");
    assertThat(gone.code()).isEqualTo(4);
    assertThat(gone.err()).contains("no grid answers at");
  }

  @Test
  void nothingOfAnAnswerThatWasCutIsTakenForTheWhole() throws IOException {
    try (RecordedGrid recorded = new RecordedGrid(data)) {
      recorded.on("GET /v1/status", "{\"well\": true, \"robots\":");
      Said said = ScriptedTerminal.NOBODY.run("status", "--data", data.toString());
      assertThat(said.code()).isNotZero();
      assertThat(said.out()).isEmpty();
    }
  }

  private void apply(String robot, String services) throws IOException {
    Path file = grid.blueprint(robot, services);
    Said said = grid.run("apply", file.toString(), "--yes");
    assertThat(said.code()).as(said.err()).isZero();
  }
}
