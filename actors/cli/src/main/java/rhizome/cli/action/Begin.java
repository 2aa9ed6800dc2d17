package rhizome.cli.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.RobotId;

/** Has an action run. */
@Command(name = "run", description = "Run an action of a service.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Begin implements Callable<Integer> {

  private static final long LOOK_AGAIN_NANOS = 300_000_000;

  @Parameters(
      index = "0",
      paramLabel = "BLUEPRINT",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private RobotId robot;

  @Parameters(
      index = "1..2",
      arity = "1..2",
      paramLabel = "[SERVICE] ACTION",
      hideParamSyntax = true, // it would repeat the label for each it may stand for
      description = "Whose action; without a service that of all that have it, with --all.")
  private List<String> names;

  @Option(names = "--all", description = "Beside every service that has an action of this name.")
  private boolean all;

  @Option(
      names = "--slot",
      paramLabel = "N",
      description = "Beside which replica (default: as the blueprint says).")
  private @Nullable Integer slot;

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description = "Reaches the command as RHIZOME_ARG_NAME; no place for secrets.")
  private Map<String, String> args = new LinkedHashMap<>();

  @Option(names = "--wait", description = "Return when it is over, with 1 if it did not succeed.")
  private boolean wait;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  Begin(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (all != (names.size() == 1)) {
      throw new Trouble(
          ExitCode.USAGE,
          all ? "--all and a service exclude each other" : "the service is missing",
          "name a service, or say --all to run '%s' beside every service that has it"
              .formatted(names.getLast()));
    }
    GridClient grid = options.grid();
    Json begun = grid.post("/v1/robots/" + robot + "/actions", wish());
    List<Json> runs = wait ? awaited(grid, begun) : begun.at("runs").items();
    Json told = Json.object("runs", runs);
    options.answer(terminal, told, () -> RunSheet.brief(runs, terminal.colours()));
    boolean good =
        !wait || runs.stream().allMatch(run -> run.at("state").text().equals("succeeded"));
    return good ? ExitCode.OK.code() : ExitCode.FAILED.code();
  }

  /** Sent again, as after a broken connection, it is still one run. */
  private Json wish() {
    Json wish =
        Json.object("action", names.getLast())
            .with("args", args)
            .with("all", all)
            .with("key", UUID.randomUUID().toString());
    if (names.size() == 2) {
      wish = wish.with("service", names.getFirst());
    }
    return slot == null ? wish : wish.with("slot", slot);
  }

  /** Every attempt has its deadline, so that this comes to an end. */
  private static List<Json> awaited(GridClient grid, Json begun) {
    List<Json> over = new ArrayList<>();
    for (Json run : begun.at("runs").items()) {
      RunName name = new RunName.Converter().convert(run.at("id").text());
      Json now = grid.get(name.path());
      while (RunSheet.goesOn(now)) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        now = grid.get(name.path());
      }
      over.add(now);
    }
    return over;
  }
}
