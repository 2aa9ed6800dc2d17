package rhizome.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Document;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.Tables;
import rhizome.gateway.timeline.Span;
import rhizome.kernel.WorkloadId;

/** Three acts: a shop is deployed, a process dies, a node dies. */
final class Play {

  private static final Duration ACT_MAX = Duration.ofSeconds(90);
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final Terminal terminal;
  private final Stage stage;
  private final Instant begin = Instant.now();

  Play(Terminal terminal, Stage stage) {
    this.terminal = terminal;
    this.stage = stage;
  }

  /** Ends in {@link Trouble} when something does not heal. */
  void perform(Path blueprint) throws IOException, InterruptedException {
    GridClient grid = stage.startGrid();
    fact("a grid answers at " + grid.url());
    for (String node : NODES) {
      stage.startNode(node);
    }
    stage.awaitNodes(grid);
    fact("three nodes are online, each a process of its own");
    String robot = deploy(grid, blueprint);
    Duration process = killProcess(grid, robot);
    Duration node = cutNode(grid, robot);
    terminal.say("");
    terminal.say(
        terminal.paint(Tint.GOOD, "healed")
            + ": a killed process in %s, a lost node in %s"
                .formatted(Span.of(process), Span.of(node)));
  }

  private String deploy(GridClient grid, Path blueprint) throws InterruptedException {
    Document document = Document.read(blueprint.toString(), terminal.in(), Given.NOTHING);
    Json applied = grid.post("/v1/apply", document.toPlan());
    String robot = applied.at("robot").text();
    fact("%s is applied: %s".formatted(robot, blueprint.getFileName()));
    await(grid, robot, "ready", w -> true);
    fact(robot + " is ready");
    terminal.say("");
    table(grid, robot);
    return robot;
  }

  private Duration killProcess(GridClient grid, String robot) throws InterruptedException {
    Json victim = workloads(grid, robot).getLast();
    String id = victim.at("id").text();
    long pid = victim.at("pid").number();
    title("kill -9 of %s, process %d on %s".formatted(id, pid, victim.at("node").text()));
    Instant killed = Instant.now();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    await(grid, robot, "ready after its process was killed", w -> !isAsBefore(w, id, pid));
    Chronicle chronicle = chronicle(grid, killed, List.of(id));
    print(chronicle);
    return chronicle.untilFirst("started").orElse(Duration.between(killed, Instant.now()));
  }

  private static boolean isAsBefore(Json workload, String id, long pid) {
    return workload.at("id").text().equals(id) && workload.at("pid").number() == pid;
  }

  private Duration cutNode(GridClient grid, String robot) throws InterruptedException {
    List<Json> before = workloads(grid, robot);
    String node = fullest(before);
    List<String> hit =
        before.stream()
            .filter(workload -> workload.at("node").text().equals(node))
            .map(workload -> workload.at("id").text())
            .toList();
    title("power cut: kill -9 of node %s with %s".formatted(node, String.join(", ", hit)));
    Instant cut = Instant.now();
    stage.cutPower(node);
    await(grid, robot, "ready after a node was lost", w -> !w.at("node").text().equals(node));
    Chronicle chronicle = chronicle(grid, cut, hit);
    print(chronicle);
    terminal.say("");
    table(grid, robot);
    return chronicle.untilLast("became-ready").orElse(Duration.between(cut, Instant.now()));
  }

  private static String fullest(List<Json> workloads) {
    Map<String, Integer> counts = new TreeMap<>();
    workloads.forEach(workload -> counts.merge(workload.at("node").text(), 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new Trouble(ExitCode.FAILED, "there is nothing to lose"));
  }

  /** Waits until the robot is ready and each of its workloads is, and is as wanted. */
  private void await(GridClient grid, String robot, String what, Predicate<Json> wanted)
      throws InterruptedException {
    Instant start = Instant.now();
    while (!isReady(grid, robot, wanted)) {
      if (Duration.between(start, Instant.now()).compareTo(ACT_MAX) > 0) {
        table(grid, robot);
        throw new Trouble(
            ExitCode.TIMED_OUT, "%s is not %s within %s".formatted(robot, what, Span.of(ACT_MAX)));
      }
      Thread.sleep(50);
    }
  }

  private static boolean isReady(GridClient grid, String robot, Predicate<Json> wanted) {
    return grid.get("/v1/robots/" + robot).at("ready").isTrue()
        && workloads(grid, robot).stream()
            .allMatch(w -> w.at("status").text().equals("ready") && wanted.test(w));
  }

  private static List<Json> workloads(GridClient grid, String robot) {
    return grid.get("/v1/workloads?robot=" + robot).at("workloads").items();
  }

  private static Chronicle chronicle(GridClient grid, Instant from, List<String> workloads) {
    return Chronicle.since(
        from,
        workloads.stream()
            .map(id -> grid.get(Name.path(WorkloadId.parse(id)) + "/timeline"))
            .toList());
  }

  private void print(Chronicle chronicle) {
    Columns columns = Columns.timed();
    for (Chronicle.Line line : chronicle.lines()) {
      columns.row(
          new Cell("+ " + Span.of(chronicle.after(line)), Tint.FAINT),
          new Cell(line.workload(), Tint.STRONG),
          new Cell(line.sentence(), tint(line.event())));
    }
    terminal.sayAll(columns.lines(terminal.colours()));
  }

  private static Tint tint(String event) {
    return switch (event) {
      case "became-ready" -> Tint.GOOD;
      case "restarting", "moved" -> Tint.BUSY;
      default -> Tint.PLAIN;
    };
  }

  private void table(GridClient grid, String robot) {
    Json listing = grid.get("/v1/workloads?robot=" + robot);
    terminal.sayAll(Tables.workloads(listing, Instant.now(), terminal.colours()));
  }

  private void title(String text) {
    terminal.say("");
    terminal.say(terminal.paint(Tint.STRONG, text));
  }

  private void fact(String text) {
    String time = Span.of(Duration.between(begin, Instant.now()));
    terminal.say(terminal.paint(Tint.FAINT, "%8s".formatted(time)) + "  " + text);
    terminal.out().flush();
  }
}
