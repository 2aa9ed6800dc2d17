package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.List;
import rhizome.blueprints.tree.Node;

/** Gives what a service of a template needs the names that it has in the document. */
final class Naming {

  private static final String NEEDS = "needs";

  private Naming() {}

  static Node of(Level level, Node service) {
    if (!(service instanceof Node.Mapping mapping)) {
      return service;
    }
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      boolean isNeeds = entry.key().text().equals(NEEDS) && entry.value() instanceof Node.Sequence;
      entries.add(isNeeds ? named(level, entry) : entry);
    }
    return Overlay.mapping(mapping.at(), entries);
  }

  private static Node.Entry named(Level level, Node.Entry entry) {
    if (!(entry.value() instanceof Node.Sequence list)) {
      return entry;
    }
    List<Node> items = new ArrayList<>();
    for (Node item : list.items()) {
      switch (item) {
        case Node.Scalar scalar -> items.addAll(named(level, scalar));
        case Node.Mapping mapping -> items.add(named(level, mapping));
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

  /** With how far each must be. */
  private static Node named(Level level, Node.Mapping conditions) {
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : conditions.entries()) {
      for (Node.Scalar name : named(level, entry.key())) {
        entries.add(new Node.Entry(name, entry.value()));
      }
    }
    return Overlay.mapping(conditions.at(), entries);
  }
}
