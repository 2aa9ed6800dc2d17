package rhizome.cli.action;

import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.RobotId;

/** Lists the actions of a blueprint. */
@Command(name = "list", description = "List the actions of a blueprint and their last runs.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ListRuns implements Callable<Integer> {

  @Parameters(
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ListRuns(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json listing = options.grid().get("/v1/robots/" + robot + "/actions");
    RunSheet sheet = new RunSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
    options.answer(terminal, listing, () -> sheet.listing(listing));
    return ExitCode.OK.code();
  }
}
