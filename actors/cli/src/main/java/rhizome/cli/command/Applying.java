package rhizome.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.view.PlanSheet;
import rhizome.kernel.RobotId;

/** Plans, asks, applies exactly what was planned, and waits. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Applying {

  @Mixin private Consent consent;
  @Mixin private WaitOptions waiting;
  @Mixin private GridOptions options;

  public GridClient grid() {
    return options.grid();
  }

  /**
   * Has a robot carry the document out.
   *
   * @param confirmed the hash of a plan that needs no more consent
   */
  public void apply(
      Terminal terminal, GridClient grid, Document document, Optional<String> confirmed)
      throws IOException, InterruptedException {
    String hash = confirmed.isPresent() ? confirmed.get() : plan(terminal, grid, document);
    Json applied = grid.post("/v1/apply", document.toApply(hash));
    if (confirmed.isPresent()) {
      show(terminal, applied.at("plan"));
    }
    RobotId robot = new RobotId(applied.at("robot").text());
    if (waiting.waits()) {
      waiting.awaitReady(terminal, grid, robot, applied.at("generation").number());
    }
    if (options.format() != Format.TABLE) {
      options.answer(terminal, applied.with("state", grid.get("/v1/robots/" + robot)), List::of);
    }
  }

  /** What is confirmed is what was shown: the grid refuses if it has changed meanwhile. */
  private String plan(Terminal terminal, GridClient grid, Document document) throws IOException {
    Json plan = grid.post("/v1/plan", document.toPlan());
    show(terminal, plan);
    if (!plan.at("empty").isTrue()) {
      if (options.format() != Format.TABLE && consent.asks(terminal)) {
        PlanSheet.lines(plan, terminal.colours()).forEach(terminal::note);
      }
      consent.ask(terminal, "Apply this plan?");
    }
    return plan.at("hash").text();
  }

  private void show(Terminal terminal, Json plan) {
    if (options.format() == Format.TABLE) {
      terminal.sayAll(PlanSheet.lines(plan, terminal.colours()));
    }
  }
}
