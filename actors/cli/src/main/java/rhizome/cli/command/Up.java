package rhizome.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.blueprints.model.Resources;
import rhizome.cli.child.SameJvm;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.GridHost;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.HostSettings;
import rhizome.cli.terminal.Terminal;

/** Starts a grid on this machine. */
@Command(
    name = "up",
    description = "Start a grid on this machine; go on where the last one on its folder ended.",
    footer = {"", "Ctrl-C and SIGTERM end it as 'rhizome down' does: its workloads stop too."})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Up implements Callable<Integer> {

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
  private static final int LOG_LINES_SHOWN = 12;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = GridOptions.DATA_DEFAULT,
      description = "Data folder of the grid (default: $RHIZOME_DATA, or else ~/.rhizome).")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7717",
      description = "Port of the API on loopback, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Nodes in this process, each with a folder of its own (default: 1).")
  private int nodes;

  @Option(
      names = "--detach",
      description = "Run in the background; return when the grid answers.")
  private boolean detach;

  @Mixin private CapacityOptions offer;

  private final Terminal terminal;

  public Up(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    HostSettings settings = settings();
    if (detach) {
      detach(settings);
    } else {
      foreground(settings);
    }
    return ExitCode.OK.code();
  }

  private HostSettings settings() {
    try {
      return new HostSettings(data, port, nodes, offer.capacity());
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void foreground(HostSettings settings) throws Exception {
    GridHost host;
    try {
      host = GridHost.open(settings);
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    host.remarks().forEach(terminal::note);
    terminal.say("the grid is up at " + host.url() + ", data in " + settings.data());
    Ending.await(host.stopped(), host::close);
    terminal.say("the grid has ended");
  }

  private void detach(HostSettings settings) throws IOException, InterruptedException {
    Files.createDirectories(
        settings.data(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path log = settings.data().resolve("grid.log");
    Resources offered = settings.capacity();
    long pid =
        SameJvm.detach(
            log,
            "up",
            "--data=" + settings.data(),
            "--port=" + port,
            "--nodes=" + nodes,
            "--cpu=" + offered.cpuMillis() + "m",
            "--memory=" + offered.memoryBytes() + "B");
    GridFile file = await(settings.data(), pid, log);
    terminal.say(
        "the grid is up at %s, process %d, data in %s"
            .formatted(file.url(), pid, settings.data()));
  }

  private static GridFile await(Path data, long pid, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<GridFile> file = GridFile.read(data).filter(found -> found.pid() == pid);
      if (file.isPresent()) {
        return file.get();
      }
      if (!SameJvm.runs(pid)) {
        throw new Trouble(ExitCode.FAILED, "the grid did not start:\n  " + tail(log));
      }
      Thread.sleep(LOOK_INTERVAL);
    }
    throw new Trouble(
        ExitCode.TIMED_OUT,
        "the grid, process %d, does not answer after %d s".formatted(pid, START_MAX.toSeconds()),
        "its log may say why: " + log);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    int from = Math.max(0, lines.size() - LOG_LINES_SHOWN);
    return String.join("\n  ", lines.subList(from, lines.size()));
  }
}
