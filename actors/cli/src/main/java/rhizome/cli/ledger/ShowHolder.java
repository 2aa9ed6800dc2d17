package rhizome.cli.ledger;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Show what an address holds, and what was done to it. */
@Command(name = "address", description = "Show what an address holds, and what was done to it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowHolder implements Callable<Integer> {

  @Parameters(paramLabel = "ADDRESS", description = "78 hexadecimal digits.")
  private String which;

  @Option(names = "--page", paramLabel = "PAGE", description = "As the page before says.")
  private @Nullable String page;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowHolder(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told =
        options.grid().get("/v1/ledger/addresses/" + Pages.segment(which) + Pages.query(page));
    options.answer(terminal, told, () -> Sheets.holder(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
