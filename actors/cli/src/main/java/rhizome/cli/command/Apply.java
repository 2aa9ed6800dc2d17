package rhizome.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.PlanSheet;
import rhizome.cli.waiting.Patience;
import rhizome.kernel.RobotId;

/** Plans, asks, applies exactly what was planned, and waits. */
@Command(name = "apply", description = "Make the grid what a blueprint says, and wait until it is.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Apply implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The blueprint, or - for standard input.")
  private String file;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "Apply only if this is still the plan; do not ask.")
  private @Nullable String confirmed;

  @Mixin private Consent consent;
  @Mixin private WaitOptions waiting;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Apply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Document document = Document.read(file, terminal.in());
    GridClient grid = options.grid();
    String hash = confirmed == null ? plan(grid, document) : confirmed;
    Json applied = grid.post("/v1/apply", document.toApply(hash));
    if (confirmed != null) {
      show(applied.at("plan"));
    }
    RobotId robot = new RobotId(applied.at("robot").text());
    if (waiting.waits()) {
      waiting.await(terminal, grid, robot, Patience.Goal.READY);
    }
    if (options.format() != Format.TABLE) {
      options.answer(terminal, applied.with("state", grid.get("/v1/robots/" + robot)), List::of);
    }
    return ExitCode.OK.code();
  }

  /** What is confirmed is what was shown: the grid refuses if it has changed meanwhile. */
  private String plan(GridClient grid, Document document) throws IOException {
    Json plan = grid.post("/v1/plan", document.toPlan());
    show(plan);
    if (!plan.at("empty").isTrue()) {
      if (options.format() != Format.TABLE && consent.asks(terminal)) {
        PlanSheet.lines(plan, terminal.colours()).forEach(terminal::note);
      }
      consent.ask(terminal, "Apply this plan?");
    }
    return plan.at("hash").text();
  }

  private void show(Json plan) {
    if (options.format() == Format.TABLE) {
      terminal.sayAll(PlanSheet.lines(plan, terminal.colours()));
    }
  }
}
