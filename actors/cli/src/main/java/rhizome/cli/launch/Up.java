package rhizome.cli.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridFile;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.GridHost;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.HostSettings;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Starts a grid. */
@Command(
    name = "up",
    description = {
      "Start a grid on this machine, going on where it ended.",
      "In the foreground it ends, with its workloads, by Ctrl-C or 'rhizome down'."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Up implements Callable<Integer> {

  private static final Duration START_MAX = Duration.ofSeconds(60);

  @Option(
      names = {"-d", "--detach"},
      description = "Start it in the background, with its log in DIR/grid.log.")
  private boolean detach;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of the API on loopback; 0 for any (default: 7717, or as set in rhizome.conf).")
  private @Nullable Integer port;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many nodes this process holds, n1 to nN (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Mixin private Capacity capacity;
  @Mixin private DataOptions options;

  private final Terminal terminal;

  public Up(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = options.data();
    if (detach) {
      Background.grid(data, List.of(), words(), START_MAX);
      GridFile file =
          GridFile.read(data)
              .orElseThrow(() -> new Trouble(ExitCode.FAILED, "the grid ended at once"));
      options.answer(terminal, json(file, data), () -> lines(file, data));
      return ExitCode.OK.code();
    }
    return foreground(settings(data));
  }

  private HostSettings settings(Path data) {
    try {
      return new HostSettings(data, wantedPort(), nodes, capacity.resources(), capacity.labels());
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private OptionalInt wantedPort() {
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  private int foreground(HostSettings settings) throws IOException {
    Ending<Boolean> ending = new Ending<>(false);
    try {
      GridHost host = GridHost.open(settings);
      host.remarks().forEach(terminal::note);
      GridFile file = host.file();
      options.answer(terminal, json(file, settings.data()), () -> lines(file, settings.data()));
      host.stopped().thenAccept(keep -> ending.reason().complete(keep));
      boolean keep = ending.reason().join();
      terminal.note(keep ? "ending; the workloads run on" : "ending, workloads first");
      host.close(keep);
      return ExitCode.OK.code();
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    } finally {
      ending.closed();
    }
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of("--nodes", Integer.toString(nodes)));
    wantedPort().ifPresent(p -> words.addAll(List.of("--port", Integer.toString(p))));
    words.addAll(capacity.words());
    return words;
  }

  private static Json json(GridFile file, Path data) {
    return Json.object("url", file.url().toString())
        .with("pid", file.pid())
        .with("data", data.toString());
  }

  private List<String> lines(GridFile file, Path data) {
    Columns columns =
        Columns.plain(2)
            .row(Cell.label("grid"), new Cell(file.url().toString(), Tint.GOOD))
            .row(Cell.label("data"), Cell.of(data))
            .row(Cell.label("process"), Cell.of(file.pid()));
    if (detach) {
      columns.row(Cell.label("log"), Cell.of(data.resolve("grid.log")));
    }
    return columns.lines(terminal.colours());
  }
}
