package rhizome.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.given.GivenOptions;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.PlanSheet;

/** Shows a difference and changes nothing. */
@Command(name = "plan", description = "Show what applying a blueprint would change, and why.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Plan implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The blueprint, or - for standard input.")
  private String file;

  @Mixin private GivenOptions given;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Plan(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Document document = Document.read(file, terminal.in(), given.given());
    Json plan = options.grid().post("/v1/plan", document.toPlan());
    options.answer(terminal, plan, () -> PlanSheet.lines(plan, terminal.colours()));
    return ExitCode.OK.code();
  }
}
