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

/** Show a block and its transactions. */
@Command(name = "block", description = "Show a block and its transactions.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowBlock implements Callable<Integer> {

  @Parameters(paramLabel = "BLOCK", description = "Its height or its id.")
  private String which;

  @Option(names = "--page", paramLabel = "PAGE", description = "As the page before says.")
  private @Nullable String page;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowBlock(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get("/v1/ledger/blocks/" + Pages.segment(which) + Pages.query(page));
    options.answer(terminal, told, () -> Sheets.block(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
