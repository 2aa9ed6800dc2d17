package rhizome.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;

/**
 * A grid in a fresh folder, made of processes as on real machines: one for control, one for each
 * node. Clearing it leaves nothing behind, however far it got.
 */
final class Stage {

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long END_SECONDS_MAX = 15;

  private final Path folder;
  private final Leftovers leftovers;
  private final Map<String, Process> nodes = new LinkedHashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private boolean cleared;

  Stage() throws IOException {
    this.folder = Files.createTempDirectory("rhizome-demo-").toRealPath();
    this.leftovers = new Leftovers(folder);
  }

  Path data() {
    return folder.resolve("grid");
  }

  /** Starts control; returns once its API answers. */
  GridClient startGrid() throws IOException, InterruptedException {
    List<String> options = List.of("--port", "0", "--nodes", "0");
    add(Background.grid(data(), Background.SHORT_LIVED, options, START_MAX).process());
    return GridClient.of(data());
  }

  /** Starts a node that offers one core, and does not wait for it. */
  void startNode(String name) throws IOException {
    Path work = folder.resolve(name);
    List<String> words =
        List.of(
            "node",
            "--data",
            data().toString(),
            "--name",
            name,
            "--work",
            work.toString(),
            "--cpu",
            "1",
            "--memory",
            "1GiB");
    Path log = folder.resolve(name + ".log");
    Process process = Background.start(Background.SHORT_LIVED, words, log).process();
    add(process);
    nodes.put(name, process);
  }

  private synchronized void add(Process process) {
    if (cleared) {
      process.destroyForcibly();
    }
    processes.add(process);
  }

  /** Waits until as many nodes are online as were started. */
  void awaitNodes(GridClient grid) throws InterruptedException {
    long begin = System.nanoTime();
    while (online(grid) < nodes.size()) {
      if (System.nanoTime() - begin > START_MAX.toNanos()) {
        throw new Trouble(
            ExitCode.TIMED_OUT,
            "only %d of %d nodes are online".formatted(online(grid), nodes.size()));
      }
      Thread.sleep(50);
    }
  }

  private static long online(GridClient grid) {
    return grid.get("/v1/nodes").at("nodes").items().stream()
        .filter(node -> isOnline(node))
        .count();
  }

  private static boolean isOnline(Json node) {
    return node.at("condition").text().equals("online");
  }

  /** As a power cut would: first the agent, so that it cannot heal, then all it ran. */
  void cutPower(String node) {
    Process agent = nodes.get(node);
    if (agent == null) {
      throw new IllegalStateException("there is no node " + node);
    }
    agent.destroyForcibly();
    new Leftovers(folder.resolve(node)).workloads().forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends everything, in good order where it can, and removes the folder. */
  synchronized void clear() throws IOException {
    if (cleared) {
      return;
    }
    cleared = true;
    boolean interrupted = Thread.interrupted();
    try {
      end();
      leftovers.kill();
    } catch (InterruptedException _) {
      interrupted = true;
      leftovers.processes().forEach(ProcessHandle::destroyForcibly);
    }
    leftovers.delete();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() throws InterruptedException {
    processes.forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS_MAX);
    for (Process process : processes) {
      process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  /** What should not be there after clearing; empty when all is clean. */
  List<String> left() {
    List<String> left = new ArrayList<>();
    leftovers
        .processes()
        .forEach(process -> left.add("process " + process.pid() + " " + process.info()));
    if (Files.exists(folder)) {
      left.add("folder " + folder);
    }
    return left;
  }
}
