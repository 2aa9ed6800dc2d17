package rhizome.blueprints.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.kernel.Labels;

/** Reads where the workloads of a service may be, and where they had better be. */
final class PlacementReader {

  private final String service;
  private final NeedsCheck check;
  private final Problems problems;
  private final Values values;

  PlacementReader(String service, NeedsCheck check, Problems problems) {
    this.service = service;
    this.check = check;
    this.problems = problems;
    this.values = new Values(problems);
  }

  Wishes read(Node.Entry entry) {
    Fields fields = new Fields(Form.PLACEMENT, entry.value(), entry.key().at(), problems);
    return new Wishes(
        fields.get("require").map(node -> labels(node, "require")).orElse(new TreeMap<>()),
        fields.get("prefer").map(this::preferences).orElse(List.of()),
        fields.entry("spread").flatMap(this::spread),
        fields.get("near").map(node -> companies(node, "near")).orElse(List.of()),
        fields.get("apart").map(node -> companies(node, "apart")).orElse(List.of()));
  }

  private SortedMap<String, List<String>> labels(Node node, String key) {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    if (!(node instanceof Node.Mapping mapping)) {
      problems.add(
          node.at(),
          "'" + key + "' must be a mapping, not " + node.kind(),
          "labels with their values, such as {region: eu}");
      return labels;
    }
    if (mapping.entries().isEmpty()) {
      problems.add(node.at(), "'" + key + "' has no label", "one at least, such as {region: eu}");
    }
    for (Node.Entry entry : few(mapping.entries(), node, key)) {
      label(entry.key()).ifPresent(label -> labels.put(label, values(entry)));
    }
    return labels;
  }

  private Optional<String> label(Node.Scalar written) {
    if (!Labels.isKey(written.text())) {
      String message = Words.quote(written.text()) + " is not a label";
      problems.add(written.at(), message, Labels.KEY_RULE);
      return Optional.empty();
    }
    return Optional.of(written.text());
  }

  private List<String> values(Node.Entry entry) {
    Node node = entry.value();
    List<String> texts = new ArrayList<>();
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      problems.add(node.at(), "the label has no value", "one value at least");
    }
    for (Node item : few(items, node, entry.key().text())) {
      values.text(item, "the value of a label").flatMap(this::value).ifPresent(texts::add);
    }
    return texts;
  }

  private Optional<String> value(Node.Scalar written) {
    if (!Labels.isValue(written.text())) {
      String message = Words.quote(written.text()) + " is not a value of a label";
      problems.add(written.at(), message, Labels.VALUE_RULE);
      return Optional.empty();
    }
    return Optional.of(written.text());
  }

  private List<Preference> preferences(Node node) {
    List<Preference> preferences = new ArrayList<>();
    String expected = "a list, such as [{match: {disk: nvme}, weight: 10}]";
    for (Node item : few(values.items(node, "prefer", expected), node, "prefer")) {
      Fields fields = new Fields(Form.PREFERENCE, item, item.at(), problems);
      SortedMap<String, List<String>> match =
          fields
              .require("match", "labels, such as {disk: nvme}")
              .map(labels -> labels(labels, "match"))
              .orElse(new TreeMap<>());
      int weight = values.whole(fields, "weight", 1);
      if (!match.isEmpty()) {
        preferences.add(new Preference(match, weight));
      }
    }
    return preferences;
  }

  private Optional<Spread> spread(Node.Entry entry) {
    Fields fields = new Fields(Form.SPREAD, entry.value(), entry.key().at(), problems);
    int maxSkew = values.whole(fields, "max-skew", 1);
    return fields
        .require("over", "a label, or 'node'")
        .flatMap(node -> values.text(node, "'over'"))
        .flatMap(this::label)
        .map(label -> new Spread(label, maxSkew));
  }

  private List<Company> companies(Node node, String key) {
    Map<Company, Integer> company = new LinkedHashMap<>();
    String expected = "a list of services, such as [db]";
    for (Node item : few(values.items(node, key, expected), node, key)) {
      company(item, key)
          .ifPresent(
              each -> {
                if (company.put(each, item.at()) != null) {
                  problems.add(
                      item.at(),
                      Words.quote(each.service()) + " is twice in '" + key + "'",
                      "each service once for each label");
                }
              });
    }
    return List.copyOf(company.keySet());
  }

  private Optional<Company> company(Node item, String key) {
    if (item instanceof Node.Mapping) {
      Fields fields = new Fields(Form.COMPANY, item, item.at(), problems);
      String within =
          fields
              .get("within")
              .flatMap(node -> values.text(node, "'within'"))
              .flatMap(this::label)
              .orElse(Labels.NODE);
      return fields
          .require("service", "a service of this blueprint")
          .flatMap(node -> values.text(node, "'service'"))
          .map(name -> company(name, key, within));
    }
    return values
        .text(item, "a service in '" + key + "'")
        .map(name -> company(name, key, Labels.NODE));
  }

  private Company company(Node.Scalar name, String key, String within) {
    check.add(service, key, name);
    return new Company(name.text(), within);
  }

  private <T> List<T> few(List<T> items, Node node, String key) {
    if (items.size() > Wishes.COUNT_MAX) {
      problems.add(
          node.at(),
          "%s has %d of them".formatted(Words.quote(key), items.size()),
          "at most " + Wishes.COUNT_MAX);
      return items.subList(0, Wishes.COUNT_MAX);
    }
    return items;
  }
}
