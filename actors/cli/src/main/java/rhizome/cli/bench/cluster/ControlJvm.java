package rhizome.cli.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import rhizome.cli.bench.MachineFacts;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.Settings;
import rhizome.cli.launch.Background;
import rhizome.cli.launch.Leftovers;
import rhizome.runtime.cassandra.Contact;

/** A control member without nodes, in a JVM of its own and a temporary folder. */
public final class ControlJvm implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final Path data;
  private final Process process;

  private ControlJvm(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  /** Starts something on a data folder, and returns when it is there. */
  private interface Start {
    Background on(Path data) throws IOException, InterruptedException;
  }

  /**
   * Starts it with the embedded journal, and waits for its API.
   *
   * @param flags of the JVM, beside those of this one
   * @param settings over those of its profile
   */
  public static ControlJvm start(List<String> flags, String settings)
      throws IOException, InterruptedException {
    List<String> options = List.of("--nodes=0", "--port=0");
    return start(settings, data -> Background.grid(data, flags, options, START_MAX));
  }

  /** Starts it as the only control member of a cluster, on a journal that others could share. */
  static ControlJvm on(Contact journal) throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "--first",
            "--role=control,gateway",
            "--host=" + Loopback.address(0),
            "--cassandra=" + journal,
            "--api-port=0",
            "--management-port=0");
    return start(Store.settings(journal), data -> Background.member(data, options, START_MAX));
  }

  private static ControlJvm start(String settings, Start start)
      throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("rhizome-bench").toRealPath();
    try {
      Files.writeString(data.resolve(Settings.FILE), settings);
      return new ControlJvm(data, start.on(data).process());
    } catch (IOException | InterruptedException | RuntimeException e) {
      new Leftovers(data).clear();
      throw e;
    }
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
    return MachineFacts.rssBytes(process.pid());
  }

  /** Where members reach it. */
  int memberPort() {
    String address = GridFile.read(data).orElseThrow().member();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Ends it and every process that works in its folder, and removes the folder. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    new Leftovers(data).clear();
  }
}
