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
      if (item instanceof Node.Scalar scalar) {
        level.named(scalar).forEach(name -> items.add(new Node.Scalar(scalar.at(), name, true)));
      } else {
        items.add(item);
      }
    }
    return new Node.Entry(entry.key(), new Node.Sequence(list.at(), items, 1L + items.size()));
  }
}
