package rhizome.cli.view;

import java.util.ArrayList;
import java.util.List;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Tint;

/** What a plan would change, service by service, with reasons. */
public final class PlanSheet {

  private PlanSheet() {}

  public static List<String> lines(Json plan, boolean colours) {
    List<String> lines = new ArrayList<>();
    lines.add(Tint.STRONG.paint(plan.at("robot").text(), colours) + ": " + summary(plan));
    lines.addAll(steps(plan, colours));
    for (Json refusal : plan.at("refusals").items()) {
      lines.add("  " + Tint.BAD.paint("refused", colours) + "  " + refusal.text());
    }
    lines.addAll(capacity(plan.at("capacity"), colours));
    for (Json due : plan.at("due").items()) {
      String next = due.at("next").text();
      lines.add(
          "next due: %s %s (%s, %s)"
              .formatted(
                  due.at("service").text(),
                  next.isEmpty() ? "never" : next,
                  due.at("schedule").text(),
                  due.at("timeZone").text()));
    }
    for (Json warning : plan.at("warnings").items()) {
      lines.addAll(WarningSheet.lines(warning, colours));
    }
    lines.add(Tint.FAINT.paint("plan " + plan.at("hash").text(), colours));
    return lines;
  }

  static List<String> steps(Json plan, boolean colours) {
    Columns columns = Columns.plain(4);
    plan.at("steps").items().forEach(step -> add(columns, step));
    return columns.lines(colours).stream().map(line -> "  " + line).toList();
  }

  /** Who would wait for a place, and why; nothing where all would find one. */
  private static List<String> capacity(Json capacity, boolean colours) {
    List<String> lines = new ArrayList<>();
    for (Json shortage : capacity.at("shortages").items()) {
      lines.add(
          Tint.BAD.paint("would not fit: ", colours)
              + "%d of %s: %s"
                  .formatted(
                      shortage.at("missing").number(),
                      shortage.at("service").text(),
                      shortage.at("reason").text()));
    }
    for (Json preempted : capacity.at("preempted").items()) {
      lines.add(
          Tint.BUSY.paint("would preempt: ", colours)
              + "%s (priority %d) for %s"
                  .formatted(
                      preempted.at("workload").text(),
                      preempted.at("priority").number(),
                      preempted.at("by").text()));
    }
    long untried = capacity.at("wanted").number() - capacity.at("tried").number();
    if (untried > 0) {
      String why = capacity.at("unknown").text();
      lines.add(
          Tint.BUSY.paint("unknown whether it fits: ", colours)
              + "%d workloads%s"
                  .formatted(untried, why.isEmpty() ? " were not tried" : ": " + why));
    }
    return lines;
  }

  private static String summary(Json plan) {
    return plan.at("empty").isTrue() ? "nothing to change" : counts(plan.at("workloads"));
  }

  private static void add(Columns columns, Json step) {
    String verb = step.at("verb").text();
    List<Json> reasons = step.at("reasons").items();
    String first = reasons.isEmpty() ? "" : reasons.getFirst().text();
    columns.row(
        new Cell(sign(verb) + " " + verb, tint(verb)),
        new Cell(step.at("service").text(), Tint.STRONG),
        Cell.of(counts(step.at("workloads"))),
        Cell.of(first));
    reasons.stream()
        .skip(1)
        .forEach(
            reason -> columns.row(Cell.of(""), Cell.of(""), Cell.of(""), Cell.of(reason.text())));
  }

  /** Only what is not nothing, such as {@code 2 created, 1 kept}. */
  static String counts(Json workloads) {
    List<String> parts = new ArrayList<>();
    for (String fate : List.of("created", "replaced", "retired", "kept")) {
      long count = workloads.at(fate).number();
      if (count > 0) {
        parts.add(count + " " + fate);
      }
    }
    return parts.isEmpty() ? "no workloads" : String.join(", ", parts);
  }

  private static String sign(String verb) {
    return switch (verb) {
      case "create" -> "+";
      case "retire" -> "-";
      case "keep" -> "=";
      default -> "~";
    };
  }

  private static Tint tint(String verb) {
    return switch (verb) {
      case "create" -> Tint.GOOD;
      case "retire" -> Tint.BAD;
      case "keep" -> Tint.FAINT;
      default -> Tint.BUSY;
    };
  }
}
