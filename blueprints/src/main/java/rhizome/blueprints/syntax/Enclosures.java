package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.tree.Composer;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;

/**
 * Files that lie beside a blueprint and are named in it by {@code from}. Whoever has the blueprint
 * as a file reads them and sends their texts along; to read a blueprint opens nothing.
 */
public final class Enclosures {

  private static final String FROM = "from";
  private static final String TEXT = "text";
  private static final String ANY = "*";
  private static final List<String> FILE = List.of("services", ANY, "files", ANY);

  private Enclosures() {}

  /** The paths that a text names, each once, in order; none of a text that is no YAML. */
  public static List<String> named(String text) {
    Set<String> named = new TreeSet<>();
    if (text.contains(FROM)) {
      Composer.compose(new Problems(new Source("", text)), Limits.DEFAULT)
          .ifPresent(root -> at(root, FILE, file -> note(file, named)));
    }
    return List.copyOf(named);
  }

  /** The tree with {@code text} for every {@code from} whose text is there. */
  static Node inline(Node root, Map<String, String> sent) {
    return sent.isEmpty() ? root : at(root, FILE, file -> inline(file, sent));
  }

  private static Node note(Node.Mapping file, Set<String> named) {
    for (Node.Entry entry : file.entries()) {
      if (entry.key().text().equals(FROM) && entry.value() instanceof Node.Scalar path) {
        named.add(path.text());
      }
    }
    return file;
  }

  /** One that has both is left for the reader to refuse. */
  private static Node inline(Node.Mapping file, Map<String, String> sent) {
    boolean hasText = file.entries().stream().anyMatch(entry -> entry.key().text().equals(TEXT));
    return hasText ? file : each(file, entry -> inline(entry, sent));
  }

  private static Node.Entry inline(Node.Entry entry, Map<String, String> sent) {
    boolean isPath = entry.value() instanceof Node.Scalar from && Supplies.isPath(from.text());
    String text = entry.value() instanceof Node.Scalar from ? sent.get(from.text()) : null;
    return isPath && text != null && entry.key().text().equals(FROM)
        ? new Node.Entry(
            new Node.Scalar(entry.key().at(), TEXT, true),
            new Node.Scalar(entry.value().at(), text, false))
        : entry;
  }

  private static Node at(Node node, List<String> path, Each change) {
    if (!(node instanceof Node.Mapping mapping)) {
      return node;
    }
    if (path.isEmpty()) {
      return change.of(mapping);
    }
    return each(
        mapping,
        entry ->
            path.getFirst().equals(ANY) || path.getFirst().equals(entry.key().text())
                ? new Node.Entry(
                    entry.key(), at(entry.value(), path.subList(1, path.size()), change))
                : entry);
  }

  private interface Each {
    Node of(Node.Mapping file);
  }

  private static Node each(Node.Mapping mapping, UnaryOperator<Node.Entry> change) {
    List<Node.Entry> entries = new ArrayList<>();
    mapping.entries().forEach(entry -> entries.add(change.apply(entry)));
    return new Node.Mapping(mapping.at(), entries, mapping.weight());
  }
}
