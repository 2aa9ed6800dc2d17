package rhizome.blueprints.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** Reads the data of a service, and notes what is odd in it. */
final class DataReader {

  /** Deep enough for anybody, and shallow enough to be read again one or two levels further in. */
  static final int DEPTH_MAX = 24;

  /** A longer key has to be written in another way in YAML. */
  static final int KEY_MAX = 200;

  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}_./:@ -]+");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("<[^<>\\s][^<>]*>|\\{\\{.*}}|\\{[A-Za-z_][\\w =,\\[\\].-]*}");

  private final Notes notes;

  DataReader(Notes notes) {
    this.notes = notes;
  }

  Data read(Node node) {
    return read(node, 0);
  }

  /** The fields of a service, of which one alone without a value is no placeholder. */
  Data fields(Node.Mapping mapping) {
    return fields(mapping, 0);
  }

  private Data read(Node node, int depth) {
    if (depth > DEPTH_MAX) {
      notes.refuse(node.at(), "the data is nested too deep", "at most " + DEPTH_MAX + " levels");
      return new Data.Nothing(node.at());
    }
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Sequence list -> {
        List<Data> items = new ArrayList<>();
        list.items().forEach(item -> items.add(read(item, depth + 1)));
        yield new Data.Many(list.at(), items);
      }
      case Node.Mapping mapping -> placeholder(mapping).orElseGet(() -> fields(mapping, depth));
    };
  }

  private Data fields(Node.Mapping mapping, int depth) {
    List<Data.Field> fields = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      int at = entry.key().at();
      if (key.length() > KEY_MAX) {
        String most = "at most " + KEY_MAX + " characters";
        notes.refuse(at, "the key has " + key.length() + " characters", most);
      } else if (!KEY.matcher(key).matches()) {
        notes.note(
            Habit.ODD_KEY,
            at,
            "the key " + Words.quote(key) + " is unlikely to be meant so",
            "the key its template knows");
      }
      fields.add(new Data.Field(at, key, read(entry.value(), depth + 1)));
    }
    return new Data.Fields(mapping.at(), fields);
  }

  /** {@code {random_vdc}} without quotes is a mapping for YAML, of a key without a value. */
  private Optional<Data> placeholder(Node.Mapping mapping) {
    if (mapping.entries().size() != 1) {
      return Optional.empty();
    }
    Node.Entry only = mapping.entries().getFirst();
    boolean bare = only.value() instanceof Node.Scalar value && value.isNull();
    String text = "{" + only.key().text() + "}";
    if (!bare || !only.key().plain() || !PLACEHOLDER.matcher(text).matches()) {
      return Optional.empty();
    }
    notes.note(
        Habit.PLACEHOLDER,
        mapping.at(),
        Words.quote(text) + " without quotes was a mapping for the seed; it is taken for a text",
        "the value that shall stand there");
    return Optional.of(new Data.Text(mapping.at(), text));
  }

  private Data scalar(Node.Scalar scalar) {
    Data data = OldScalar.read(scalar).orElseGet(() -> new Data.Nothing(scalar.at()));
    switch (data) {
      case Data.Plain(int at, String value) -> {
        if (!value.equals(scalar.text())) {
          notes.note(
              Habit.OLD_SCALAR,
              at,
              "the seed read %s as %s; it is written so"
                  .formatted(Words.quote(scalar.text()), value),
              value + ", or the text in quotes");
        }
      }
      case Data.Text(int at, String text) -> {
        if (PLACEHOLDER.matcher(text).find()) {
          notes.note(
              Habit.PLACEHOLDER,
              at,
              Words.quote(text) + " looks like something to be filled in; it is kept as it is",
              "the value that shall stand there");
        }
      }
      case Data.Nothing _, Data.Many _, Data.Fields _ -> {}
    }
    return data;
  }
}
