package rhizome.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.RobotId;

/** Takes a robot and everything of it away. */
@Command(name = "destroy", description = "Stop a robot and all its workloads for good.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Destroy implements Callable<Integer> {

  @Parameters(
      paramLabel = "ROBOT",
      converter = Name.OfRobot.class,
      description = "The robot; it has the name of its blueprint.")
  private RobotId robot;

  @Mixin private Consent consent;
  @Mixin private WaitOptions waiting;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Destroy(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    GridClient grid = options.grid();
    grid.get("/v1/robots/" + robot); // refuses an unknown one before anybody is asked
    consent.ask(terminal, "Destroy %s and all its workloads?".formatted(robot));
    Json accepted = grid.delete("/v1/robots/" + robot);
    if (waiting.waits()) {
      waiting.awaitGone(terminal, grid, robot);
    }
    options.answer(
        terminal,
        accepted,
        () -> waiting.waits() ? List.of() : List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
