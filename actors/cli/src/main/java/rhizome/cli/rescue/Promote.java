package rhizome.cli.rescue;

import java.util.List;
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

/** The canaries have convinced somebody. */
@Command(
    name = "promote",
    description = "Let the other replicas follow canaries that are well, where that waits for you.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Promote implements Callable<Integer> {

  @Parameters(
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Promote(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json nothing = new Json.Obj(new Json.Null().members());
    Json accepted = options.grid().post("/v1/robots/%s/promote".formatted(robot), nothing);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
