package rhizome.cli.ledger;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Show who ever enrolled, and who votes. */
@Command(name = "validators", description = "Show who ever enrolled, and who votes.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowValidators implements Callable<Integer> {

  @Option(names = "--page", paramLabel = "PAGE", description = "As the page before says.")
  private @Nullable String page;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowValidators(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get("/v1/ledger/validators" + Pages.query(page));
    options.answer(terminal, told, () -> Sheets.validators(told, terminal.colours()));
    return ExitCode.OK.code();
  }
}
