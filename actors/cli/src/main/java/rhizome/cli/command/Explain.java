package rhizome.cli.command;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.TimelineSheet;
import rhizome.kernel.WorkloadId;

/** Tells the story of a workload. */
@Command(
    name = "explain",
    description = "Tell what happened to a workload and why, with causes and times.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Explain implements Callable<Integer> {

  @Parameters(
      paramLabel = "WORKLOAD",
      converter = Name.OfWorkload.class,
      description = "The workload, as robot/service#slot; also one that is gone.")
  private WorkloadId workload;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Explain(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    Json timeline = grid.get(Name.path(workload) + "/timeline");
    Optional<Json> now = grid.find(Name.path(workload));
    TimelineSheet sheet =
        new TimelineSheet(Instant.now(), ZoneId.systemDefault(), terminal.colours());
    options.answer(terminal, timeline.with("now", now), () -> sheet.lines(timeline, now));
    return ExitCode.OK.code();
  }
}
