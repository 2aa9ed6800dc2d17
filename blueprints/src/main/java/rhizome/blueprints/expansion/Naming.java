package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import rhizome.blueprints.tree.Node;

/** Gives what a service of a template speaks of the names that it has in the document. */
final class Naming {

  private static final String NEEDS = "needs";
  private static final String PLACEMENT = "placement";
  private static final List<String> COMPANY = List.of("near", "apart");
  private static final String SERVICE = "service";

  private Naming() {}

  static Node of(Level level, Node service) {
    if (!(service instanceof Node.Mapping mapping)) {
      return service;
    }
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      entries.add(
          switch (entry.key().text()) {
            case NEEDS -> named(level, entry, Naming::conditions);
            case PLACEMENT -> placement(level, entry);
            default -> entry;
          });
    }
    return Overlay.mapping(mapping.at(), entries);
  }

  private static Node.Entry placement(Level level, Node.Entry placement) {
    if (!(placement.value() instanceof Node.Mapping mapping)) {
      return placement;
    }
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      boolean names = COMPANY.contains(entry.key().text());
      entries.add(names ? named(level, entry, Naming::company) : entry);
    }
    return new Node.Entry(placement.key(), Overlay.mapping(mapping.at(), entries));
  }

  /** A service with the label within which it is. */
  private static List<Node> company(Level level, Node.Mapping company) {
    List<Node> all = new ArrayList<>();
    Optional<Node> service = company.value(SERVICE);
    if (!(service.orElse(company) instanceof Node.Scalar scalar)) {
      return List.of(company);
    }
    for (String name : level.named(scalar)) {
      List<Node.Entry> entries = new ArrayList<>();
      for (Node.Entry entry : company.entries()) {
        entries.add(
            entry.key().text().equals(SERVICE)
                ? new Node.Entry(entry.key(), new Node.Scalar(scalar.at(), name, true))
                : entry);
      }
      all.add(Overlay.mapping(company.at(), entries));
    }
    return all;
  }

  /**
   * @param within how a mapping in the list speaks of services
   */
  private static Node.Entry named(
      Level level, Node.Entry entry, BiFunction<Level, Node.Mapping, List<Node>> within) {
    if (!(entry.value() instanceof Node.Sequence list)) {
      return entry;
    }
    List<Node> items = new ArrayList<>();
    for (Node item : list.items()) {
      switch (item) {
        case Node.Scalar scalar -> items.addAll(named(level, scalar));
        case Node.Mapping mapping -> items.addAll(within.apply(level, mapping));
        case Node.Sequence sequence -> items.add(sequence);
      }
    }
    long weight = 1;
    for (Node item : items) {
      weight += item.weight();
    }
    return new Node.Entry(entry.key(), new Node.Sequence(list.at(), items, weight));
  }

  private static List<Node.Scalar> named(Level level, Node.Scalar name) {
    return level.named(name).stream()
        .map(global -> new Node.Scalar(name.at(), global, true))
        .toList();
  }

  /** Services with how far each must be. */
  private static List<Node> conditions(Level level, Node.Mapping conditions) {
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : conditions.entries()) {
      for (Node.Scalar name : named(level, entry.key())) {
        entries.add(new Node.Entry(name, entry.value()));
      }
    }
    return List.of(Overlay.mapping(conditions.at(), entries));
  }
}
