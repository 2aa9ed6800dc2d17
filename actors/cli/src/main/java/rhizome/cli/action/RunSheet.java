package rhizome.cli.action;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.Amounts;

/** Actions and their runs for people. */
record RunSheet(Instant now, ZoneId zone, boolean colours) {

  /** Whether it is not over. */
  static boolean goesOn(Json run) {
    String state = run.at("state").text();
    return state.equals("waiting") || state.equals("running");
  }

  /** One line for each: its id and its state. */
  static List<String> brief(List<Json> runs, boolean colours) {
    Columns columns = Columns.plain(2);
    runs.forEach(run -> columns.row(Cell.of(run.at("id").text()), state(run.at("state"))));
    return columns.lines(colours);
  }

  List<String> listing(Json listing) {
    Columns columns =
        Columns.headed("SERVICE", "ACTION", "EVERY", "NEXT", ">RUN", "STATE", "AT", "BY");
    for (Json action : listing.at("actions").items()) {
      List<Json> runs = action.at("runs").items();
      if (runs.isEmpty()) {
        row(columns, action, true, new Json.Null());
      }
      for (int i = 0; i < runs.size(); i++) {
        row(columns, action, i == 0, runs.get(i));
      }
    }
    return columns.lines(colours);
  }

  private void row(Columns columns, Json action, boolean first, Json run) {
    columns.row(
        new Cell(first ? action.at("service").text() : "", Tint.STRONG),
        new Cell(first ? action.at("action").text() : "", Tint.STRONG),
        Cell.of(first ? or(action.at("every")) : ""),
        new Cell(first ? time(action.at("next")) : "", Tint.FAINT),
        Cell.of(or(run.at("run"))),
        state(run.at("state")),
        new Cell(time(run.at("at")), Tint.FAINT),
        Cell.of(or(run.at("by"))));
  }

  List<String> detail(Json run) {
    Columns head = Columns.plain(2);
    head.row(Cell.label("run"), new Cell(run.at("id").text(), Tint.STRONG));
    head.row(Cell.label("state"), state(run.at("state")));
    head.row(Cell.label("asked"), Cell.of(time(run.at("at")) + " by " + run.at("by").text()));
    head.row(Cell.label("generation"), Cell.of(run.at("generation").text()));
    String args =
        run.at("args").members().entrySet().stream()
            .map(arg -> arg.getKey() + "=" + arg.getValue().text())
            .collect(Collectors.joining(" "));
    if (!args.isEmpty()) {
      head.row(Cell.label("args"), Cell.of(args));
    }
    if (!run.at("cancelledBy").text().isEmpty()) {
      head.row(Cell.label("cancelled"), Cell.of("by " + run.at("cancelledBy").text()));
    }
    List<String> lines = new ArrayList<>(head.lines(colours));
    run.at("legs").items().forEach(leg -> leg(leg, lines));
    return lines;
  }

  private void leg(Json leg, List<String> lines) {
    lines.add("");
    Columns columns = Columns.headed("WORKLOAD", ">ATTEMPT", "NODE", "STATE", "FROM", "TO", "");
    for (Json attempt : leg.at("attempts").items()) {
      columns.row(
          Cell.of(leg.at("workload").text()),
          Cell.of(attempt.at("attempt").text()),
          Cell.of(or(attempt.at("node"))),
          state(attempt.at("result")),
          new Cell(time(attempt.at("from")), Tint.FAINT),
          new Cell(time(attempt.at("to")), Tint.FAINT),
          Cell.of(attempt.at("detail").text()));
    }
    String state = leg.at("state").text();
    if (state.equals("waiting") || state.equals("running") || state.equals("ending")) {
      columns.row(
          Cell.of(leg.at("workload").text()),
          Cell.of(leg.at("attempts").items().size() + 1),
          Cell.of(or(leg.at("node"))),
          state(leg.at("state")),
          new Cell(time(leg.at("until")), Tint.FAINT),
          Cell.of("-"),
          Cell.of(""));
    }
    lines.addAll(columns.lines(colours));
    leg.at("output")
        .text()
        .lines()
        .map(line -> "  | " + Tint.PLAIN.paint(line, false)) // it may hold what moves a cursor
        .forEach(lines::add);
  }

  private String time(Json at) {
    return at.text().isEmpty() ? "-" : Amounts.time(at, now, zone);
  }

  private static String or(Json value) {
    return value.text().isEmpty() ? "-" : value.text();
  }

  private static Cell state(Json state) {
    String word = or(state);
    return new Cell(
        word,
        switch (word) {
          case "succeeded" -> Tint.GOOD;
          case "failed", "timed-out", "lost", "unplaced" -> Tint.BAD;
          default -> Tint.PLAIN;
        });
  }
}
