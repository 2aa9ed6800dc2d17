package rhizome.blueprints.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/**
 * The keys of one mapping of a compose file, each taken once by who knows what becomes of it; what
 * nobody took is told by name and place.
 */
final class Parts {

  private final Map<String, Node.Entry> left = new LinkedHashMap<>();
  private final String path;
  private final Notes notes;

  /**
   * @param path what stands before each key in messages, such as {@code deploy.}
   */
  Parts(Node node, String path, Notes notes) {
    this.path = path;
    this.notes = notes;
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> left.put(entry.key().text(), entry));
    } else if (!isNull(node)) {
      String what = path.isEmpty() ? "this" : "'" + path.substring(0, path.length() - 1) + "'";
      notes.refuse(node.at(), what + " is " + node.kind() + ", not a mapping", "keys with values");
    }
  }

  /** The entry of the key, if it is there and has a value. */
  Optional<Node.Entry> take(String key) {
    return Optional.ofNullable(left.remove(key)).filter(entry -> !isNull(entry.value()));
  }

  Optional<Node> value(String key) {
    return take(key).map(Node.Entry::value);
  }

  /** The one value under the key. */
  Optional<Node.Scalar> scalar(String key) {
    Optional<Node> value = value(key);
    if (value.isPresent() && !(value.get() instanceof Node.Scalar)) {
      String message = "'" + path + key + "' is " + value.get().kind();
      notes.refuse(value.get().at(), message, "one value");
    }
    return value.filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
  }

  /** The parts of the mapping under the key; of none if it is not there. */
  Parts within(String key) {
    Node node = value(key).orElseGet(() -> new Node.Scalar(0, "", true));
    return new Parts(node, path + key + ".", notes);
  }

  /** Tells of each key that nobody took; extensions ({@code x-…}) never mean anything. */
  void tellRest() {
    for (Node.Entry entry : rest()) {
      String key = entry.key().text();
      String message = Words.quote(path + key) + " has no counterpart; it is left out";
      notes.note(Habit.NO_COUNTERPART, entry.key().at(), message, Keys.remedy(key));
    }
  }

  /** As {@link #tellRest()}, of a service, where a key may also be a slip. */
  void tellRestOfService() {
    for (Node.Entry entry : rest()) {
      String key = entry.key().text();
      if (!Keys.isKnown(key)) {
        left.remove(key);
        notes.note(
            Habit.NO_COUNTERPART,
            entry.key().at(),
            Words.quote(path + key) + " is no key that is known of compose; it is left out",
            Keys.nearest(key));
      }
    }
    tellRest();
  }

  private List<Node.Entry> rest() {
    return left.values().stream()
        .filter(entry -> !entry.key().text().startsWith("x-") && !isNull(entry.value()))
        .toList();
  }

  static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  /** The items of a list; one value is a list of itself. */
  static List<Node> items(Node node) {
    return node instanceof Node.Sequence list ? list.items() : List.of(node);
  }
}
