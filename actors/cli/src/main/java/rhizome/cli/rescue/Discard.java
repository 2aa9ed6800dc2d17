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
import rhizome.kernel.WorkloadId;

/** The human that was needed has come, and says never mind. */
@Command(
    name = "discard",
    description = "Let a parked workload go, and do without it until the next revision.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Discard implements Callable<Integer> {

  @Parameters(
      paramLabel = "WORKLOAD",
      converter = Name.OfWorkload.class,
      description = "The workload, as robot/service#slot.")
  private WorkloadId workload;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Discard(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json nothing = new Json.Obj(new Json.Null().members());
    Json accepted = options.grid().post(Name.path(workload) + "/discard", nothing);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
