package rhizome.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.Tables;
import rhizome.cli.view.TimelineSheet;
import rhizome.cli.waiting.Readiness;

/** What is shown, in its order. Every number is measured while it is shown. */
final class Play {

  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final Terminal terminal;
  private final Stage stage;

  Play(Terminal terminal, Stage stage) {
    this.terminal = terminal;
    this.stage = stage;
  }

  void perform(Path blueprint) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    act("A grid of three nodes, each with an agent and a folder of its own");
    GridClient grid = stage.openGrid();
    for (String node : NODES) {
      stage.openNode(node);
    }
    stage.await("three nodes online", () -> online(grid) == NODES.size());
    fact("up", begin, "control and 3 nodes, four JVMs, joined over mutual TLS");

    act("A blueprint becomes running workloads");
    String robot = apply(grid, blueprint);
    awaitReady(grid, robot);
    terminal.sayAll(Tables.workloads(workloads(grid, robot), Instant.now(), terminal.colours()));

    killProcess(grid, robot);
    cutPower(grid, robot);
  }

  private String apply(GridClient grid, Path blueprint) throws IOException {
    long begin = System.nanoTime();
    Json body =
        Json.object("file", blueprint.toString())
            .with("text", Files.readString(blueprint))
            .with("here", blueprint.toAbsolutePath().resolveSibling(".").normalize().toString());
    String robot = grid.post("/v1/apply", body).at("robot").text();
    fact("applied", begin, blueprint.getFileName() + " is durable; its robot works unattended");
    return robot;
  }

  private void killProcess(GridClient grid, String robot) throws InterruptedException {
    act("kill -9 of one process");
    Json victim = first(workloads(grid, robot), "web");
    String id = victim.at("id").text();
    long pid = victim.at("pid").number();
    long begin = System.nanoTime();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    fact("killed", begin, "%s, pid %d, on %s".formatted(id, pid, victim.at("node").text()));
    stage.await("another process", () -> pid(grid, id) != pid && pid(grid, id) != 0);
    awaitReady(grid, robot);
    fact("healed", begin, "ready again, by its node alone; nobody was asked");
    story(grid, id, 4);
  }

  private void cutPower(GridClient grid, String robot) throws InterruptedException {
    act("Power cut of one whole node");
    Json victim = first(workloads(grid, robot), "api");
    String node = victim.at("node").text();
    long begin = System.nanoTime();
    int processes = stage.cutPower(node);
    fact("cut", begin, "%s: its agent and its %d workloads, kill -9".formatted(node, processes));
    stage.await("the loss being noticed", () -> isOffline(grid, node));
    fact("noticed", begin, "its lease ran out");
    stage.await("everything elsewhere", () -> isElsewhere(grid, robot, node));
    awaitReady(grid, robot);
    fact("healed", begin, "everything it held is ready on other nodes");
    story(grid, victim.at("id").text(), 6);
    terminal.sayAll(Tables.workloads(workloads(grid, robot), Instant.now(), terminal.colours()));
  }

  private void awaitReady(GridClient grid, String robot) throws InterruptedException {
    long begin = System.nanoTime();
    stage.await("the shop to be ready", () -> readiness(grid, robot).ready());
    Readiness ready = readiness(grid, robot);
    fact("ready", begin, ready.readyWorkloads() + " of " + ready.wantedWorkloads() + " workloads");
  }

  private static Readiness readiness(GridClient grid, String robot) {
    return Readiness.of(grid.get("/v1/robots/" + robot));
  }

  private static Json workloads(GridClient grid, String robot) {
    return grid.get("/v1/workloads?robot=" + robot);
  }

  private static Json first(Json workloads, String service) {
    List<Json> all = workloads.at("workloads").items();
    return all.stream()
        .filter(workload -> workload.at("service").text().equals(service))
        .findFirst()
        .orElse(all.getFirst());
  }

  private static long online(GridClient grid) {
    return grid.get("/v1/nodes").at("nodes").items().stream()
        .filter(node -> node.at("condition").text().equals("online"))
        .count();
  }

  private static boolean isOffline(GridClient grid, String name) {
    return grid.get("/v1/nodes").at("nodes").items().stream()
        .anyMatch(
            node ->
                node.at("name").text().equals(name)
                    && node.at("condition").text().equals("offline"));
  }

  private static boolean isElsewhere(GridClient grid, String robot, String node) {
    return workloads(grid, robot).at("workloads").items().stream()
        .noneMatch(w -> !w.at("node").isNull() && w.at("node").text().equals(node));
  }

  private static long pid(GridClient grid, String id) {
    return grid.find(path(id)).map(workload -> workload.at("pid").number()).orElse(0L);
  }

  private static String path(String id) {
    return "/v1/workloads/" + id.replace('#', '/');
  }

  private void story(GridClient grid, String id, int last) {
    Json timeline = grid.get(path(id) + "/timeline");
    TimelineSheet sheet =
        new TimelineSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
    List<String> lines = sheet.lines(timeline, Optional.empty());
    terminal.say("  " + terminal.paint(Tint.FAINT, "what " + id + " tells of it (rhizome explain)"));
    lines.stream()
        .skip(Math.max(1, lines.size() - last))
        .forEach(line -> terminal.say("    " + line));
  }

  private void act(String title) {
    terminal.say("");
    terminal.say(terminal.paint(Tint.STRONG, title));
  }

  private void fact(String what, long begin, String detail) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    String time = "%8.3f s".formatted(took.toNanos() / 1e9);
    terminal.say(
        "  %s  %s  %s"
            .formatted(
                terminal.paint(Tint.FAINT, time),
                terminal.paint(Tint.GOOD, "%-8s".formatted(what)),
                detail));
  }
}
