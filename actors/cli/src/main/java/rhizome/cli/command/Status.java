package rhizome.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.StatusSheet;

/** Says how the grid is. */
@Command(name = "status", description = "Show the grid at a glance.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Status implements Callable<Integer> {

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Status(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json status = options.grid().get("/v1/status");
    options.answer(terminal, status, () -> StatusSheet.lines(status, terminal.colours()));
    return ExitCode.OK.code();
  }
}
