package rhizome.cli.job;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.kernel.WorkloadId;

/** Runs a job with a schedule now. */
@Command(name = "run", description = "Run a job that has a schedule now.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunNow implements Callable<Integer> {

  /** A job is a workload, the only one of its service. */
  static final class OfJob implements ITypeConverter<WorkloadId> {
    @Override
    public WorkloadId convert(String text) {
      try {
        return WorkloadId.parse(text + "#0");
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException("'" + text + "' is not BLUEPRINT/SERVICE");
      }
    }
  }

  @Parameters(
      paramLabel = "BLUEPRINT/SERVICE",
      converter = OfJob.class,
      description = "The job, as shop/report.")
  private WorkloadId job;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  RunNow(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Json nothing = new Json.Obj(new Json.Null().members());
    String path = "/v1/robots/%s/jobs/%s".formatted(job.robot(), job.service());
    Json accepted = options.grid().post(path, nothing);
    options.answer(terminal, accepted, () -> List.of(accepted.at("what").text()));
    return ExitCode.OK.code();
  }
}
