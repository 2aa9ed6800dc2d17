package rhizome.cli.ledger;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Show the last block, the rules, and how the validator is. */
@Command(name = "status", description = "Show the last block, the rules, and how the validator is.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowTip implements Callable<Integer> {

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowTip(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get("/v1/ledger");
    options.answer(terminal, told, () -> Sheets.tip(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
