package rhizome.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.launch.JavaCommand;
import rhizome.cli.launch.Leftovers;
import rhizome.cli.waiting.Patience;
import rhizome.cli.waiting.Watch;

/** A fresh grid in a JVM of its own and a temporary folder, measured from outside. */
final class ChildGrid implements AutoCloseable {

  private static final Duration WAIT_MAX = Duration.ofMinutes(3);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

  private final Path folder;
  private final long begin;
  private final Process process;

  ChildGrid() throws IOException {
    folder = Files.createTempDirectory("rhizome-bench").toRealPath();
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.line(List.of(), List.of("up", "--data=" + folder, "--port=0")));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("grid.log").toFile());
    begin = System.nanoTime();
    process = builder.start();
  }

  /** Applies {@code sleep} and returns the time from the start of the JVM until all are ready. */
  Duration untilReady(int replicas) throws IOException, InterruptedException {
    long deadline = begin + WAIT_MAX.toNanos();
    while (GridFile.read(folder).isEmpty()) {
      pause(deadline);
    }
    GridClient grid = GridClient.of(folder);
    String text =
        """
        blueprint: v1
        name: bench
        services:
          idle:
            run: {command: sleep, args: ["1000000"], grace: 1s}
            replicas: %d
            resources: {cpu: 0.001, memory: 1MiB}
        """
            .formatted(replicas);
    Json body = Json.object("file", "bench").with("text", text).with("here", folder.toString());
    grid.post("/v1/apply", body);
    Patience patience = new Patience(Patience.Goal.READY, WAIT_MAX);
    Watch.Outcome outcome = new Watch(grid).until(patience, "bench", _ -> {});
    if (outcome.verdict() != Patience.Verdict.REACHED) {
      throw new Trouble(ExitCode.FAILED, "the measured grid is not ready: " + outcome.last());
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void pause(long deadline) throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() > deadline) {
      throw new Trouble(
          ExitCode.FAILED,
          "the measured grid did not come:\n" + Files.readString(folder.resolve("grid.log")));
    }
    Thread.sleep(LOOK_INTERVAL);
  }

  long rssBytes() throws IOException {
    return MachineFacts.rssBytes(process.pid());
  }

  @Override
  public void close() throws IOException {
    try {
      GridClient.of(folder).post("/v1/shutdown", Json.object("keep", false));
      if (!process.waitFor(WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "the measured grid, process %d, does not end".formatted(process.pid()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      Leftovers leftovers = new Leftovers(folder);
      leftovers.workloads().forEach(ProcessHandle::destroyForcibly);
      leftovers.delete();
    }
  }
}
