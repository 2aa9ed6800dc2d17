package rhizome.blueprints.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads which services one needs, how far each must be, and which it uses. */
final class NeedsReader {

  private static final String EXPECTED = "a list of services, such as [store]";

  /**
   * What one service needs.
   *
   * @param places where each is named, in the order of the document
   */
  record Needs(Map<String, Integer> places, SortedMap<String, Condition> conditions) {
    Needs {
      places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }
  }

  private final Problems problems;
  private final Values values;

  NeedsReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Needs needs(Fields fields) {
    Map<String, Integer> places = new LinkedHashMap<>();
    SortedMap<String, Condition> conditions = new TreeMap<>();
    for (Node item : items(fields, "needs")) {
      if (item instanceof Node.Mapping mapping) {
        if (mapping.entries().isEmpty()) {
          problems.add(item.at(), "a need names no service", "such as {store: started}");
        }
        for (Node.Entry entry : mapping.entries()) {
          add(places, entry.key(), " is needed twice");
          condition(entry).ifPresent(far -> conditions.put(entry.key().text(), far));
        }
      } else {
        values.text(item, "a need").ifPresent(name -> add(places, name, " is needed twice"));
      }
    }
    return new Needs(places, conditions);
  }

  Map<String, Integer> uses(Fields fields) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Node item : items(fields, "uses")) {
      values.text(item, "a use").ifPresent(name -> add(places, name, " is used twice"));
    }
    return places;
  }

  private List<Node> items(Fields fields, String key) {
    return fields.get(key).map(node -> values.items(node, key, EXPECTED)).orElse(List.of());
  }

  private void add(Map<String, Integer> places, Node.Scalar name, String twice) {
    if (places.putIfAbsent(name.text(), name.at()) != null) {
      problems.add(name.at(), Words.quote(name.text()) + twice, "each service once");
    }
  }

  private Optional<Condition> condition(Node.Entry entry) {
    String written = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
    Optional<Condition> condition = Condition.of(written);
    if (condition.isEmpty()) {
      problems.add(
          entry.value().at(),
          "%s is not how far %s can be"
              .formatted(entry.value().kind(), Words.quote(entry.key().text())),
          Optional.of("one of " + Words.list(Condition.words())),
          Nearest.of(written, Condition.words()));
    }
    return condition;
  }
}
