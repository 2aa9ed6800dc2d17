package rhizome.blueprints.conversion;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.compose.ComposeFile;
import rhizome.blueprints.dialect.Caution;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.Seed;
import rhizome.blueprints.draft.Names;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

/** What became of a document of another language. */
public sealed interface Conversion {

  /** In the order of the document. */
  List<Caution> cautions();

  record Converted(Dialect dialect, String text, List<Caution> cautions) implements Conversion {
    public Converted {
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * @param dialect nothing when the document is of none that is known
   * @param problems at least one, in the order of the document
   */
  record Refused(Optional<Dialect> dialect, List<Problem> problems, List<Caution> cautions)
      implements Conversion {
    public Refused {
      problems = List.copyOf(problems);
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * Converts a document of any dialect. Never throws for any text: what is wrong is in the answer.
   *
   * @param fileName as it shall stand before each problem; nothing is opened
   */
  static Conversion of(String fileName, String text, Wish wish) {
    Problems problems = new Problems(new Source(fileName, text));
    Notes notes = new Notes(problems, wish.mode());
    Optional<Node> root =
        wish.mode() == Mode.STRICT
            ? Composer.compose(problems, Limits.DEFAULT)
            : Composer.compose(problems, Limits.DEFAULT, notes);
    Optional<Dialect> dialect = root.flatMap(Dialect::of);
    if (dialect.isEmpty()) {
      Templating.note(problems);
    }
    String written = root.map(node -> written(dialect, node, notes, wish)).orElse("");
    return notes.refused()
        ? new Refused(dialect, notes.problems(), notes.cautions())
        : new Converted(dialect.orElseThrow(), written, notes.cautions());
  }

  private static String written(Optional<Dialect> dialect, Node root, Notes notes, Wish wish) {
    if (dialect.isEmpty()) {
      Unknown.note(root, notes);
      return "";
    }
    String name = nameOf(notes.file());
    return switch (dialect.get()) {
      case NATIVE -> {
        notes.refuse(root.at(), "this is a native blueprint already", "'rhizome lint', or 'apply'");
        yield "";
      }
      case COMPOSE -> ComposeFile.convert(root, name, notes);
      case ZROBOT_2, ZROBOT_1, AYS ->
          new SeedConversion(Seed.read(dialect.get(), root, notes), notes, wish).write(name);
    };
  }

  /** A blueprint is called as its file is. */
  private static String nameOf(String file) {
    String last = file.substring(file.lastIndexOf('/') + 1);
    int dot = last.indexOf('.', 1);
    return Names.mangle(dot < 0 ? last : last.substring(0, dot), "converted");
  }
}
