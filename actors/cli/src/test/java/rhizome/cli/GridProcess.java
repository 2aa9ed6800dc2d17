package rhizome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import rhizome.cli.client.GridClient;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;

/** A real grid in a JVM of its own, on the class path of the tests. */
public final class GridProcess implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Path data;
  private final List<String> options;
  private Process process;

  private GridProcess(Path data, List<String> options) throws IOException, InterruptedException {
    this.data = data;
    this.options = options;
    this.process = up();
  }

  static GridProcess start(Path data, String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--port", "0"));
    all.addAll(List.of(options));
    return new GridProcess(data.toRealPath(), all);
  }

  private Process up() throws IOException, InterruptedException {
    return Background.grid(data, Background.SHORT_LIVED, options, DEADLINE).process();
  }

  Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  GridClient client() {
    return GridClient.of(data);
  }

  /** As a crash of the process would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException, InterruptedException {
    process = up();
  }

  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the grid does not end");
    }
  }

  /** Runs a command on this grid, in this JVM. */
  Said run(String... words) {
    return ScriptedTerminal.NOBODY.run(onThisGrid(words).toArray(String[]::new));
  }

  /** Runs a command on this grid as an operator would, in a JVM of its own. */
  Said runInItsOwnJvm(String... words) throws IOException, InterruptedException {
    return begin(words).end();
  }

  /** The same, without waiting for its end. */
  CommandProcess begin(String... words) throws IOException {
    return CommandProcess.start(data, List.of(), onThisGrid(words));
  }

  /** Starts one more node in a process of its own, and waits until it is online. */
  Background node(String name) throws IOException, InterruptedException {
    List<String> words = onThisGrid("node", "--name", name, "--cpu", "2", "--memory", "1GiB");
    Background node = Background.start(Background.SHORT_LIVED, words, log(name));
    await(name + " is online", () -> isOnline(name));
    return node;
  }

  /** What a node in a process of its own has said. */
  Path log(String node) {
    return data.resolve(node + ".log");
  }

  boolean isOnline(String node) {
    return client().get("/v1/nodes").at("nodes").items().stream()
        .filter(one -> one.at("name").text().equals(node))
        .anyMatch(one -> one.at("condition").text().equals("online"));
  }

  private List<String> onThisGrid(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return all;
  }

  /** The real processes of this grid's workloads, by workload, as the kernel knows them. */
  Map<String, List<Long>> processes() {
    return processes(data);
  }

  /** Those of all agents that work in a folder or below it. */
  static Map<String, List<Long>> processes(Path data) {
    Map<String, List<Long>> processes = new TreeMap<>();
    for (ProcessHandle process : new Leftovers(data).workloads()) {
      workload(process.pid())
          .forEach(id -> processes.computeIfAbsent(id, _ -> new ArrayList<>()).add(process.pid()));
    }
    return processes;
  }

  /** The processes of one workload; none if it has none. */
  List<Long> processes(String workload) {
    return processes().getOrDefault(workload, List.of());
  }

  /** Whose program it is; a probe, which comes and goes, is nobody's. */
  private static List<String> workload(long pid) {
    String prefix = "RHIZOME_WORKLOAD=";
    try {
      String all = Files.readString(Path.of("/proc", Long.toString(pid), "environ"));
      List<String> tags = List.of(all.split("\0", -1));
      return tags.stream()
          .filter(_ -> !tags.contains("RHIZOME_PROBE=1"))
          .filter(text -> text.startsWith(prefix))
          .map(text -> text.substring(prefix.length()))
          .toList();
    } catch (IOException _) {
      return List.of(); // ended meanwhile
    }
  }

  /** Waits until it holds; the test fails if it never does. */
  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > DEADLINE.toNanos()) {
        throw new AssertionError("never: " + what);
      }
      Thread.sleep(20);
    }
  }

  /** Writes a blueprint with one service. */
  Path blueprint(String robot, String service) throws IOException {
    return BlueprintFile.write(data, robot, service);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      new Leftovers(data).kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
