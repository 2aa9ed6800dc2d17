package rhizome.cli.rescue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Somebody knows better than the load does, or has it woken. */
@Command(
    name = "scale",
    description = "Have so many replicas of a service, within the bounds of its blueprint.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Scale implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Parameters(index = "1", paramLabel = "SERVICE", description = "The name of the service.")
  private String service;

  @Parameters(index = "2", paramLabel = "REPLICAS", description = "How many there shall be.")
  private int replicas;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Scale(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, Object> wish = new TreeMap<>();
    wish.put("replicas", replicas);
    Json accepted =
        options
            .grid()
            .post("/v1/robots/%s/services/%s/scale".formatted(robot, service), Json.of(wish));
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
