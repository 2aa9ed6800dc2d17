package rhizome.cli.job;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rhizome.cli.command.GridOptions;
import rhizome.cli.command.Name;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.terminal.Tint;
import rhizome.kernel.RobotId;

/** Lists the jobs that have a schedule, or runs one now. */
@Command(
    name = "jobs",
    description = "List the jobs of a blueprint that have a schedule, and their last runs.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Jobs implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  @Parameters(
      paramLabel = "BLUEPRINT",
      arity = "0..1",
      converter = Name.OfRobot.class,
      description = "The name of the blueprint.")
  private @Nullable RobotId robot;

  @Mixin private GridOptions options;

  @Spec private CommandSpec spec;

  private final Terminal terminal;

  private Jobs(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The command with its own word. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new Jobs(terminal)).addSubcommand("run", new RunNow(terminal));
  }

  @Override
  public Integer call() {
    RobotId which =
        Optional.ofNullable(robot)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "whose jobs is missing: BLUEPRINT, or run"));
    Json all = options.grid().get("/v1/robots/" + which + "/jobs");
    options.answer(terminal, all, () -> lines(all, terminal.colours()));
    return ExitCode.OK.code();
  }

  static List<String> lines(Json all, boolean colours) {
    List<String> lines = new ArrayList<>();
    for (Json job : all.at("jobs").items()) {
      ZoneId zone = ZoneId.of(job.at("timeZone").text());
      String next = time(job, "next", zone);
      lines.add(
          "%s: %s, %s; %s"
              .formatted(
                  job.at("service").text(),
                  job.at("schedule").text(),
                  zone,
                  next.isEmpty() ? "paused" : "next due " + next));
      if (job.at("skipped").number() > 0) {
        lines.add("  %d due times had no run".formatted(job.at("skipped").number()));
      }
      lines.addAll(runs(job, zone, colours));
    }
    return lines.isEmpty() ? List.of("no job has a schedule") : lines;
  }

  private static List<String> runs(Json job, ZoneId zone, boolean colours) {
    List<Json> runs = job.at("runs").items();
    if (runs.isEmpty()) {
      return List.of("  no run yet");
    }
    Columns columns = Columns.headed(">RUN", "DUE", "STARTED", "ENDED", "OUTCOME", "DETAIL");
    for (Json run : runs) {
      String due = time(run, "due", zone);
      String outcome = run.at("outcome").text();
      columns.row(
          Cell.of(run.at("run").text()),
          Cell.of(due.isEmpty() ? "by " + run.at("by").text() : due),
          Cell.of(time(run, "started", zone)),
          Cell.of(time(run, "ended", zone)),
          new Cell(outcome, Tint.ofStatus(outcome)),
          Cell.of(run.at("detail").text()));
    }
    return columns.lines(colours).stream().map(line -> "  " + line).toList();
  }

  private static String time(Json from, String key, ZoneId zone) {
    Json at = from.at(key);
    return at.isNull() ? "" : TIME.format(Instant.parse(at.text()).atZone(zone));
  }
}
