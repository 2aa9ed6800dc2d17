package rhizome.cli.revision;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.DiffSheet;
import rhizome.kernel.RobotId;

/** Shows what lies between two revisions and changes nothing. */
@Command(
    name = "diff",
    description = "Show what leads from one revision of a blueprint to another, and why.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Diff implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Parameters(index = "1", paramLabel = "A", description = "The generation it starts from.")
  private long from;

  @Parameters(index = "2", paramLabel = "B", description = "The generation it leads to.")
  private long to;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Diff(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    Json before = grid.get(Revisions.path(robot, from));
    Json after = grid.get("%s?against=%d".formatted(Revisions.path(robot, to), from));
    Json diff =
        Json.object("robot", robot.name())
            .with("from", from)
            .with("to", to)
            .with("steps", after.at("steps"))
            .with("text", TextDiff.between(before, after));
    options.answer(terminal, diff, () -> DiffSheet.lines(diff, terminal.colours()));
    return ExitCode.OK.code();
  }
}
