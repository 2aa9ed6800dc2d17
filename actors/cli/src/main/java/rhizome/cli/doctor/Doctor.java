package rhizome.cli.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;

/** Looks a running grid over. */
@Command(
    name = "doctor",
    description = {
      "Check a running grid, and name the remedy for whatever is wrong.",
      "Ends with code 1 when something is wrong; what is only to be seen to ends with 0."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Doctor implements Callable<Integer> {

  @Mixin private GridOptions options;

  private final Terminal terminal;

  public Doctor(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    Json doctor = grid.get("/v1/doctor");
    Observed observed = Observed.of(doctor, status(grid), Instant.now());
    List<Finding> findings = new ArrayList<>(Judge.judge(observed));
    findings.addAll(Undelivered.judge(notices(grid)));
    options.answer(
        terminal, json(doctor, findings), () -> lines(observed, findings, terminal.colours()));
    boolean wrong = findings.stream().anyMatch(f -> f.severity() == Finding.Severity.WRONG);
    return (wrong ? ExitCode.FAILED : ExitCode.OK).code();
  }

  /** A grid with silent entities cannot say how it is; that is a finding by itself. */
  private static Json status(GridClient grid) {
    try {
      return grid.get("/v1/status");
    } catch (Trouble e) {
      if (e.code() == ExitCode.FAILED) {
        return new Json.Null();
      }
      throw e;
    }
  }

  /** A grid that cannot say so has worse findings, and an older one knows none. */
  private static Json notices(GridClient grid) {
    try {
      return grid.find("/v1/notices").orElseGet(Json.Null::new);
    } catch (Trouble e) {
      if (e.code() == ExitCode.FAILED) {
        return new Json.Null();
      }
      throw e;
    }
  }

  private static Json json(Json doctor, List<Finding> findings) {
    List<Json> all = new ArrayList<>();
    for (Finding finding : findings) {
      all.add(
          Json.object("severity", finding.severity().word())
              .with("subject", finding.subject())
              .with("what", finding.what())
              .with("remedy", finding.remedy()));
    }
    return Json.object("findings", all).with("observed", doctor);
  }

  private static List<String> lines(Observed observed, List<Finding> findings, boolean colours) {
    List<String> lines = new ArrayList<>();
    if (findings.isEmpty()) {
      lines.add(
          Tint.GOOD.paint("all is well", colours)
              + "  %d members, journal %d ms"
                  .formatted(observed.members().size(), observed.journalMillis().orElse(0)));
      return lines;
    }
    for (Finding finding : findings) {
      Tint tint = finding.severity() == Finding.Severity.WRONG ? Tint.BAD : Tint.BUSY;
      Columns columns = Columns.plain(2);
      columns.row(
          new Cell(finding.severity().word(), tint),
          Cell.of(finding.subject() + ": " + Glyphs.visible(finding.what())));
      columns.row(new Cell("", Tint.PLAIN), new Cell(finding.remedy(), Tint.FAINT));
      lines.addAll(columns.lines(colours));
    }
    return lines;
  }
}
