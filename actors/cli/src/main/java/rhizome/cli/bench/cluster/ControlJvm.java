package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.Settings;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;

/** A control member without nodes, in a JVM of its own and a temporary folder. */
public final class ControlJvm implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final Path data;
  private final Process process;

  private ControlJvm(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  /**
   * Starts it and waits for its API.
   *
   * @param flags of the JVM, beside those of this one
   * @param settings over those of its profile
   */
  public static ControlJvm start(List<String> flags, String settings)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("rhizome-bench").toRealPath();
    Files.writeString(data.resolve(Settings.FILE), settings);
    List<String> options = List.of("--nodes=0", "--port=0");
    return new ControlJvm(data, Background.grid(data, flags, options, START_MAX).process());
  }

  public Path data() {
    return data;
  }

  public GridClient client() {
    return GridClient.of(data);
  }

  /** Processor time it has used so far. */
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new Trouble(ExitCode.FAILED, "the control member has ended"));
  }

  /** Memory that is really there. */
  public long rssBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          << 10;
    }
  }

  /** Where members reach it. */
  int memberPort() {
    String address = GridFile.read(data).orElseThrow().member();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Ends it and every process that works in its folder, and removes the folder. */
  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS);
      new Leftovers(data).kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    new Leftovers(data).delete();
  }
}
