package rhizome.blueprints.tree;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a document with the index of its first code point. Aliases are resolved: the piece
 * they name appears in both places, with the place of its definition.
 */
public sealed interface Node {

  int at();

  /** How many pieces this one comes to when every alias in it is written out. */
  long weight();

  /** What it is, for messages. */
  String kind();

  /**
   * @param plain written without quotes, so that it may stand for nothing, a number or a truth
   */
  record Scalar(int at, String text, boolean plain) implements Node {

    @Override
    public long weight() {
      return 1;
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "the value " + Words.quote(text);
    }

    /** Null as the YAML 1.2 core schema knows it. */
    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  record Sequence(int at, List<Node> items, long weight) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(int at, List<Entry> entries, long weight) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    /** What stands under the key. */
    public Optional<Node> value(String key) {
      for (Entry entry : entries) {
        if (entry.key.text.equals(key)) {
          return Optional.of(entry.value);
        }
      }
      return Optional.empty();
    }
  }

  record Entry(Scalar key, Node value) {}
}
