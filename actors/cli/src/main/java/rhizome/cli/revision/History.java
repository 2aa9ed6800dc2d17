package rhizome.cli.revision;

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
import rhizome.cli.view.RevisionSheet;
import rhizome.kernel.RobotId;

/** Lists what was applied when, and by whom. */
@Command(
    name = "history",
    description = "List the revisions of a blueprint, the newest first; also of one destroyed.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class History implements Callable<Integer> {

  @Parameters(
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public History(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json listing = Revisions.all(options.grid(), robot);
    RevisionSheet sheet =
        new RevisionSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
    options.answer(terminal, listing, () -> sheet.lines(listing));
    return ExitCode.OK.code();
  }
}
