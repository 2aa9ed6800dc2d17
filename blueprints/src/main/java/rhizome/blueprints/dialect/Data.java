package rhizome.blueprints.dialect;

import java.util.List;
import java.util.Optional;

/** What a document gives a service to work with, as its own reader understood it. */
public sealed interface Data {

  int at();

  record Text(int at, String text) implements Data {}

  /**
   * A number or a truth.
   *
   * @param text as YAML 1.2 and JSON write it
   */
  record Plain(int at, String text) implements Data {}

  record Nothing(int at) implements Data {}

  record Many(int at, List<Data> items) implements Data {
    public Many {
      items = List.copyOf(items);
    }
  }

  record Fields(int at, List<Field> fields) implements Data {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /**
   * @param at where its key stands
   */
  record Field(int at, String key, Data value) {}

  /** The text of a single value. */
  default Optional<String> word() {
    return switch (this) {
      case Text(_, String text) -> Optional.of(text);
      case Plain(_, String text) -> Optional.of(text);
      case Nothing _, Many _, Fields _ -> Optional.empty();
    };
  }
}
