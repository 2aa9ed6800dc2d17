package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rhizome.blueprints.tree.Node;

/**
 * Lays what a blueprint says beside {@code template} over what the template says: key by key in the
 * mappings named here, added to the needs, where what tells how far one must be is the last word,
 * and in the place of all else.
 */
final class Overlay {

  private static final List<String> BY_KEY =
      List.of("run", "env", "resources", "restart", "ports", "files", "volumes");
  private static final String NEEDS = "needs";

  private Overlay() {}

  static Node.Mapping over(Node.Mapping base, List<Node.Entry> overrides) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    base.entries().forEach(entry -> entries.put(entry.key().text(), entry));
    for (Node.Entry override : overrides) {
      String key = override.key().text();
      Node.Entry below = entries.get(key);
      entries.put(
          key,
          below == null
              ? override
              : new Node.Entry(override.key(), over(key, below.value(), override.value())));
    }
    return mapping(base.at(), List.copyOf(entries.values()));
  }

  /** As the mapping, and it needs these as well. */
  static Node.Mapping needing(Node.Mapping base, List<String> names, Node.Scalar why) {
    if (names.isEmpty()) {
      return base;
    }
    List<Node> items =
        names.stream().<Node>map(name -> new Node.Scalar(why.at(), name, true)).toList();
    Node.Scalar key = new Node.Scalar(why.at(), NEEDS, true);
    Node needs = new Node.Sequence(why.at(), items, 1L + items.size());
    return over(base, List.of(new Node.Entry(key, needs)));
  }

  static Node.Mapping mapping(int at, List<Node.Entry> entries) {
    long weight = 1;
    for (Node.Entry entry : entries) {
      weight += 1 + entry.value().weight();
    }
    return new Node.Mapping(at, entries, weight);
  }

  private static Node over(String key, Node below, Node above) {
    if (key.equals(NEEDS)) {
      return both(below, above);
    }
    Node base = below;
    if (key.equals("run") && below instanceof Node.Scalar command) {
      Node.Scalar name = new Node.Scalar(command.at(), "command", true);
      base = mapping(command.at(), List.of(new Node.Entry(name, command)));
    }
    return BY_KEY.contains(key)
            && base instanceof Node.Mapping mapping
            && above instanceof Node.Mapping more
        ? over(mapping, more.entries())
        : above;
  }

  /** One that is no list is kept, to be refused; of two, which may be values of env, the upper. */
  private static Node both(Node below, Node above) {
    if (!(below instanceof Node.Sequence base) || !(above instanceof Node.Sequence more)) {
      return above instanceof Node.Sequence ? below : above;
    }
    List<Node> items = new ArrayList<>(base.items());
    List<Node> told = more.items().stream().filter(Node.Mapping.class::isInstance).toList();
    items.removeIf(item -> told.stream().anyMatch(each -> isOfOne(item, each)));
    for (Node item : more.items()) {
      if (item instanceof Node.Mapping || items.stream().noneMatch(one -> isOfOne(one, item))) {
        items.add(item);
      }
    }
    return new Node.Sequence(base.at(), items, base.weight() + more.weight());
  }

  private static boolean isOfOne(Node item, Node other) {
    List<String> names = names(other);
    return names(item).stream().anyMatch(names::contains);
  }

  private static List<String> names(Node need) {
    return switch (need) {
      case Node.Scalar scalar -> List.of(scalar.text());
      case Node.Mapping mapping ->
          mapping.entries().stream().map(entry -> entry.key().text()).toList();
      case Node.Sequence _ -> List.of();
    };
  }
}
