package rhizome.cli.action;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Tells all that is known of one run. */
@Command(name = "show", description = "Show a run: its attempts, and what the last one wrote.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Show implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      converter = RunName.Converter.class,
      description = "The run, as blueprint/service/action/number.")
  private RunName run;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  Show(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json told = options.grid().get(run.path());
    RunSheet sheet = new RunSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
    options.answer(terminal, told, () -> sheet.detail(told));
    return ExitCode.OK.code();
  }
}
