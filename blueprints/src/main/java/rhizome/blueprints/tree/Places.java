package rhizome.blueprints.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where in its text each part of a valid blueprint stands; kept beside the model, not in it. */
public final class Places {

  private final Sheets sheets;
  private final Map<String, Node.Entry> services = new LinkedHashMap<>();

  public Places(Sheets sheets, Node root) {
    this.sheets = sheets;
    for (Node.Entry entry : entries(root)) {
      if (entry.key().text().equals("services")) {
        entries(entry.value()).forEach(service -> services.put(service.key().text(), service));
      }
    }
  }

  /**
   * The place of a part of a service, such as {@code of("web", "health", "timeout")}: its value, or
   * the key of a mapping or list, or the item of a list. Where a default stands in for what is not
   * written, it is the place of the nearest part around it that is.
   *
   * @throws IllegalArgumentException if the blueprint has no such service
   */
  public Spot of(String service, String... path) {
    Node.Entry entry = services.get(service);
    if (entry == null) {
      throw new IllegalArgumentException("no service '" + service + "' in " + services.keySet());
    }
    return sheets.spot(within(entry.value(), entry.key().at(), List.of(path)));
  }

  private static int within(Node node, int at, List<String> path) {
    if (path.isEmpty()) {
      return at;
    }
    return switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .filter(part -> part.key().text().equals(path.getFirst()))
              .findFirst()
              .map(part -> within(part.value(), at(part), path.subList(1, path.size())))
              .orElse(at);
      case Node.Sequence list ->
          list.items().stream()
              .flatMap(item -> names(item).stream())
              .filter(name -> name.text().equals(path.getFirst()))
              .findFirst()
              .map(Node::at)
              .orElse(at);
      case Node.Scalar _ -> at;
    };
  }

  /** What an item of a list is about: itself, or what it tells something of. */
  private static List<Node.Scalar> names(Node item) {
    return switch (item) {
      case Node.Scalar scalar -> List.of(scalar);
      case Node.Mapping mapping -> mapping.entries().stream().map(Node.Entry::key).toList();
      case Node.Sequence _ -> List.of();
    };
  }

  private static int at(Node.Entry part) {
    return part.value() instanceof Node.Scalar scalar ? scalar.at() : part.key().at();
  }

  private static List<Node.Entry> entries(Node node) {
    return node instanceof Node.Mapping mapping ? mapping.entries() : List.of();
  }
}
