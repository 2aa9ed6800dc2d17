package rhizome.cli.ledger;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Show how much there is of coins and stake. */
@Command(name = "supply", description = "Show how much there is of coins and stake.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowSupply implements Callable<Integer> {

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowSupply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get("/v1/ledger/supply");
    options.answer(terminal, told, () -> Sheets.supply(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
