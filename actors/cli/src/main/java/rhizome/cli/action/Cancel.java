package rhizome.cli.action;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;

/** Ends a run before its time. */
@Command(name = "cancel", description = "End a run where it runs, and try it no more.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Cancel implements Callable<Integer> {

  @Parameters(
      paramLabel = "RUN",
      converter = RunName.Converter.class,
      description = "The run, as blueprint/service/action/number.")
  private RunName run;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  Cancel(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json accepted = options.grid().delete(run.path());
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
