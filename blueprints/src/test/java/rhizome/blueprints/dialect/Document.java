package rhizome.blueprints.dialect;

import java.util.List;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

/** A small document called f.yaml, with the notes that readers of it make. */
public record Document(Node root, Notes notes) {

  public static Document of(String text) {
    return of(text, Mode.COMPAT);
  }

  public static Document of(String text, Mode mode) {
    Problems problems = new Problems(new Source("f.yaml", text));
    Notes notes = new Notes(problems, mode);
    Node root = Composer.compose(problems, Limits.DEFAULT, notes).orElseThrow();
    return new Document(root, notes);
  }

  /** {@code tag line:column message; remedy} of each warning. */
  public List<String> told() {
    return notes.cautions().stream()
        .map(
            it ->
                "%s %d:%d %s; %s"
                    .formatted(
                        it.habit().tag(),
                        it.spot().line(),
                        it.spot().column(),
                        it.message(),
                        it.remedy()))
        .toList();
  }

  /** {@code line:column message; expected} of each problem. */
  public List<String> refused() {
    return notes.problems().stream().map(Document::shown).toList();
  }

  private static String shown(Problem problem) {
    return "%d:%d %s; %s"
        .formatted(
            problem.line(), problem.column(), problem.message(), problem.expected().orElse(""));
  }
}
