package rhizome.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import rhizome.cli.child.SameJvm;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/** The real processes of a demo: a control member and nodes, each a JVM, in one folder. */
final class Stage {

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

  private final Path folder;
  private final Path data;
  private final Map<String, Process> nodes = new LinkedHashMap<>();
  private final List<Process> all = new ArrayList<>();
  private boolean struck;

  Stage(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("grid");
  }

  /** Starts the control member and waits for its API. */
  GridClient openGrid() throws IOException, InterruptedException {
    Files.createDirectories(data);
    Process grid =
        start("grid", "up", "--data=" + data, "--port=0", "--nodes=0");
    await("the grid", grid, () -> GridFile.read(data).isPresent());
    return GridClient.of(data);
  }

  void openNode(String name) throws IOException {
    Path work = folder.resolve(name);
    nodes.put(
        name,
        start(name, "node", "--data=" + data, "--name=" + name, "--work=" + work, "--memory=2GiB"));
  }

  private synchronized Process start(String name, String... arguments) throws IOException {
    if (struck) {
      throw new IOException("the demo is ending");
    }
    Process process = SameJvm.start(folder.resolve(name + ".log"), arguments);
    all.add(process);
    return process;
  }

  void await(String what, BooleanSupplier condition) throws InterruptedException {
    await(what, all.getFirst(), condition);
  }

  private void await(String what, Process process, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new Trouble(ExitCode.FAILED, what + " ended early:\n" + logs());
      }
      if (System.nanoTime() > deadline) {
        throw new Trouble(ExitCode.TIMED_OUT, "waited in vain for " + what + ":\n" + logs());
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /** As a power cut would: the agent's JVM and every process it had started, at once. */
  int cutPower(String node) {
    List<ProcessHandle> victims = workloadsOf(node);
    Process agent = nodes.get(node);
    if (agent != null) {
      agent.destroyForcibly();
    }
    victims.forEach(ProcessHandle::destroyForcibly);
    return victims.size();
  }

  /** Processes that carry this demo's folder, or one node of it, in their environment. */
  private List<ProcessHandle> workloadsOf(String node) {
    String mark = folder.resolve(node).toString();
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains("RHIZOME_AGENT=" + mark))
        .toList();
  }

  private static String environment(long pid) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc/" + pid + "/environ")), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it ended meanwhile, or is not ours
    }
  }

  /** Ends every process and deletes the folder; returns whether nothing is left. */
  synchronized boolean strike() {
    if (struck) {
      return !Files.exists(folder);
    }
    struck = true;
    all.forEach(Process::destroyForcibly);
    all.forEach(Stage::awaitEnd);
    workloadsOf("").forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + END_MAX.toNanos();
    while (!workloadsOf("").isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    delete();
    return !Files.exists(folder) && workloadsOf("").isEmpty();
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // what is left is seen, and said, by the caller
    }
  }

  private String logs() {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        text.append("--- ").append(file.getFileName()).append('\n');
        text.append(Files.readString(file));
      }
    } catch (IOException e) {
      text.append(e);
    }
    return text.toString();
  }
}
