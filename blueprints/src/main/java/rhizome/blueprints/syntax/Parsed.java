package rhizome.blueprints.syntax;

import java.util.List;
import java.util.stream.Collectors;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.tree.Places;
import rhizome.blueprints.tree.Problem;

/** What became of a text: a blueprint without any problem, or all problems and no blueprint. */
public sealed interface Parsed {

  record Valid(Blueprint blueprint, Places places) implements Parsed {}

  /** At least one problem, in the order of the file. */
  record Invalid(List<Problem> problems) implements Parsed {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("invalid without a problem");
      }
    }

    /** All problems for a terminal, an empty line between them, a line break at the end. */
    public String render() {
      return problems.stream().map(Problem::render).collect(Collectors.joining("\n\n", "", "\n"));
    }
  }
}
