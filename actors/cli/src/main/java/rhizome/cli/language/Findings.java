package rhizome.cli.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Spot;
import rhizome.cli.command.Document;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Tint;
import rhizome.cli.view.WarningSheet;

/** All that is to be said of some files, file by file, in the order of each. */
final class Findings {

  private sealed interface Finding {
    record Invalid(Problem problem) implements Finding {}

    record Unwise(Warning warning) implements Finding {}
  }

  private final List<Finding> all = new ArrayList<>();
  private int files;
  private int errors;
  private int warnings;

  /** A file with errors is not looked at any further: what it means is not known. */
  void read(Document document) {
    files++;
    String here = document.here().toString();
    Parsed parsed =
        BlueprintReader.read(
            document.file(), document.text(), here, Limits.DEFAULT, document.given());
    switch (parsed) {
      case Parsed.Valid valid -> {
        List<Warning> unwise = Lint.check(valid);
        unwise.forEach(warning -> all.add(new Finding.Unwise(warning)));
        warnings += unwise.size();
      }
      case Parsed.Invalid(List<Problem> problems) -> {
        problems.forEach(problem -> all.add(new Finding.Invalid(problem)));
        errors += problems.size();
      }
    }
  }

  int errors() {
    return errors;
  }

  int warnings() {
    return warnings;
  }

  Json json() {
    return Json.object("findings", all.stream().map(Findings::json).toList())
        .with("files", files)
        .with("errors", errors)
        .with("warnings", warnings);
  }

  private static Json json(Finding finding) {
    return switch (finding) {
      case Finding.Invalid(Problem problem) ->
          Json.object("severity", "error")
              .with("rule", Optional.empty())
              .with("file", problem.file())
              .with("line", problem.line())
              .with("column", problem.column())
              .with("message", problem.message())
              .with("remedy", String.join(", ", problem.hints()))
              .with("excerpt", problem.excerpt())
              .with("caret", problem.caret());
      case Finding.Unwise(Warning warning) -> json(warning);
    };
  }

  private static Json json(Warning warning) {
    Spot spot = warning.spot();
    return Json.object("severity", "warning")
        .with("rule", warning.rule().tag())
        .with("service", warning.service())
        .with("file", spot.file())
        .with("line", spot.line())
        .with("column", spot.column())
        .with("message", warning.message())
        .with("remedy", warning.remedy())
        .with("excerpt", spot.excerpt())
        .with("caret", spot.caret());
  }

  List<String> lines(boolean colours) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : all) {
      switch (finding) {
        case Finding.Invalid(Problem problem) -> problem.render().lines().forEach(lines::add);
        case Finding.Unwise(Warning warning) ->
            lines.addAll(WarningSheet.lines(json(warning), colours));
      }
      lines.add("");
    }
    Tint tint = errors > 0 ? Tint.BAD : warnings > 0 ? Tint.BUSY : Tint.GOOD;
    lines.add(
        tint.paint(
            "%s, %s in %s"
                .formatted(
                    count(errors, "error"), count(warnings, "warning"), count(files, "file")),
            colours));
    return lines;
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
