package rhizome.cli.revision;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Applying;
import rhizome.cli.command.Document;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.RobotId;

/** Applies what was applied before; history goes on, and nothing of it is undone. */
@Command(
    name = "rollback",
    description = "Make the grid what a blueprint said before, and wait until it is.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Rollback implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint; also of one that was destroyed.")
  private RobotId robot;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "GENERATION",
      description = "The one to go back to (default: the last that said something else).")
  private @Nullable Long generation;

  @Mixin private Applying applying;

  private final Terminal terminal;

  public Rollback(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    GridClient grid = applying.grid();
    long earlier = generation == null ? earlier(grid) : generation;
    Json revision = grid.get(Revisions.path(robot, earlier));
    if (!Revisions.isTargeted(revision)) {
      throw new Trouble(
          ExitCode.REFUSED,
          "generation %d took %s down, and says nothing to go back to".formatted(earlier, robot),
          "'rhizome history %s' lists those that do".formatted(robot));
    }
    terminal.note("%s goes back to what generation %d said".formatted(robot, earlier));
    Document document = Document.ofRevision(robot, earlier, revision.at("text").text());
    applying.apply(terminal, grid, document, Optional.empty());
    return ExitCode.OK.code();
  }

  private long earlier(GridClient grid) {
    return Revisions.earlier(Revisions.all(grid, robot).at("revisions").items())
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.REFUSED,
                    robot + " never said anything else: there is nothing to go back to",
                    "'rhizome history %s' lists what it said".formatted(robot)));
  }
}
