package rhizome.blueprints.syntax;

import java.util.List;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.tree.Problem;

/** Reads texts the way tests of the language need them. */
final class Reading {

  private Reading() {}

  /** The blueprint, or an error that shows every problem. */
  static Blueprint valid(String text) {
    return switch (BlueprintReader.read("f.yaml", text, "/here")) {
      case Parsed.Valid(Blueprint blueprint, _) -> blueprint;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }

  /** The service with this body, written in one line. */
  static Service service(String body) {
    return valid(around(body)).services().getFirst();
  }

  static List<Problem> problems(String text) {
    return switch (BlueprintReader.read("f.yaml", text, "/here")) {
      case Parsed.Valid valid -> List.of();
      case Parsed.Invalid(List<Problem> problems) -> problems;
    };
  }

  /** {@code line:column: message} of each problem. */
  static List<String> told(String text) {
    return problems(text).stream()
        .map(problem -> problem.headline().substring("f.yaml:".length()))
        .toList();
  }

  /** The messages for a service with this body. */
  static List<String> refusals(String body) {
    return problems(around(body)).stream().map(Problem::message).toList();
  }

  private static String around(String body) {
    return "blueprint: v1\nname: x\nservices:\n  s: " + body + "\n";
  }
}
