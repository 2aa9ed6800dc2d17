package rhizome.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Ends a grid. */
@Command(name = "down", description = "Stop the grid of a data folder, and its workloads.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Down implements Callable<Integer> {

  @Option(
      names = "--keep",
      description = "Leave the workloads running; the next 'rhizome up' adopts them.")
  private boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = Amount.OfTime.class,
      description = "Wait at most this long for the end (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Down(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<GridFile> file = options.file();
    Json accepted = options.grid().post("/v1/shutdown", Json.object("keep", keep));
    await(file.map(GridFile::pid).flatMap(ProcessHandle::of));
    String what = keep ? "the grid has ended; its workloads run on" : "the grid has ended";
    options.answer(terminal, accepted, () -> List.of(what));
    return ExitCode.OK.code();
  }

  private void await(Optional<ProcessHandle> process) throws InterruptedException {
    if (process.isEmpty()) {
      return;
    }
    try {
      process.get().onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new Trouble(
          ExitCode.TIMED_OUT,
          "the grid, process %d, has not ended yet".formatted(process.get().pid()),
          "it stops workloads within their grace period; look again, or kill it");
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit cannot fail", e);
    }
  }
}
