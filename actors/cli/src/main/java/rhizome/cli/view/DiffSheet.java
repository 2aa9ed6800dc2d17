package rhizome.cli.view;

import java.util.ArrayList;
import java.util.List;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Tint;

/** What lies between two revisions: service by service with reasons, then line by line. */
public final class DiffSheet {

  private DiffSheet() {}

  public static List<String> lines(Json diff, boolean colours) {
    List<Json> text = diff.at("text").items();
    List<String> lines = new ArrayList<>();
    lines.add(
        Tint.STRONG.paint(diff.at("robot").text(), colours)
            + ": generation %s -> %s".formatted(diff.at("from").text(), diff.at("to").text()));
    lines.addAll(PlanSheet.steps(diff, colours));
    text.forEach(line -> lines.add(tint(line.text()).paint(line.text(), colours)));
    return lines;
  }

  private static Tint tint(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> Tint.GOOD;
      case '-' -> Tint.BAD;
      case '@' -> Tint.FAINT;
      default -> Tint.PLAIN;
    };
  }
}
