package rhizome.cli.ledger;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Show a transaction, and whether it is final. */
@Command(name = "tx", description = "Show a transaction, and whether it is final.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowEntry implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "Of the transaction.")
  private String which;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowEntry(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get("/v1/ledger/transactions/" + Pages.segment(which));
    options.answer(terminal, told, () -> Sheets.entry(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
