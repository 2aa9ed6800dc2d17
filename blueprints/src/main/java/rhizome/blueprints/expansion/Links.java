package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.template.Consumed;
import rhizome.blueprints.template.Lineage;
import rhizome.blueprints.template.Reference;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Finds for an instance those that it consumes and the one it belongs to: first the ones it names;
 * then, up to the least number, others that are written near it; then, if the template says so, new
 * ones. The messages begin as those of AYS did.
 */
final class Links {

  /**
   * @param roles the names of the instances by role
   * @param parent its name
   * @param made instances that are to be made
   */
  record Linked(Map<String, List<String>> roles, Optional<String> parent, List<Node.Entry> made) {

    List<String> needs() {
      List<String> needs = new ArrayList<>(roles.values().stream().flatMap(List::stream).toList());
      parent.ifPresent(needs::add);
      return needs.stream().distinct().toList();
    }
  }

  private static final int SHOWN_MAX = 100;

  private final Instance instance;
  private final Level level;
  private final Map<String, List<Template>> known;
  private final Problems problems;
  private final List<Node.Entry> made = new ArrayList<>();
  private boolean sound = true;

  /**
   * @param known the instances that there are, each with what it was made from
   */
  Links(Instance instance, Level level, Map<String, List<Template>> known, Problems problems) {
    this.instance = instance;
    this.level = level;
    this.known = known;
    this.problems = problems;
  }

  /** Nothing when there is a problem. */
  Optional<Linked> find(Map<String, Node> written) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    for (Consumed consumed : instance.template().consumes().values()) {
      roles.put(consumed.role(), role(consumed, Optional.ofNullable(written.get(consumed.role()))));
    }
    Optional<String> parent =
        instance
            .template()
            .parent()
            .flatMap(of -> parent(of, Optional.ofNullable(written.get(Lineage.KEY))));
    return sound ? Optional.of(new Linked(roles, parent, made)) : Optional.empty();
  }

  private List<String> role(Consumed consumed, Optional<Node> written) {
    List<String> names = new ArrayList<>();
    List<Node.Scalar> missing = new ArrayList<>();
    for (Node.Scalar scalar : written.map(this::scalars).orElse(List.of())) {
      for (String name : level.named(scalar)) {
        if (!isThere(name, consumed.template())) {
          missing.add(scalar);
        } else if (names.contains(name)) {
          refuse(scalar.at(), Words.quote(name) + " is named twice", "each service once");
        } else {
          names.add(name);
        }
      }
    }
    if (consumed.most() > 0 && names.size() > consumed.most()) {
      String expected = "no more than " + consumed.most() + " under '" + consumed.role() + "'";
      refuse(
          written.orElseThrow().at(),
          "Specified services %s are more than maximum services: %d"
              .formatted(names, consumed.most()),
          expected);
    }
    int enough = names.size() < consumed.least() ? names.size() + consumed.least() : 0;
    for (String candidate : level.candidates(consumed.template(), instance, enough)) {
      if (names.size() < consumed.least() && !names.contains(candidate)) {
        names.add(candidate);
      }
    }
    int lacking = consumed.least() - names.size();
    missing.forEach(scalar -> refuseMissing(scalar, consumed, lacking));
    if (lacking > 0 && missing.isEmpty() && !consumed.auto()) {
      refuseFew(consumed, names.size());
    }
    for (int i = names.size(); i < consumed.least() && consumed.auto() && sound; i++) {
      names.add(make(consumed.role() + (i == 0 ? "" : "-" + (i + 1)), consumed.template()));
    }
    return names;
  }

  private Optional<String> parent(Lineage of, Optional<Node> written) {
    if (written.isPresent()) {
      List<Node.Scalar> scalars = scalars(written.get());
      if (scalars.size() == 1) {
        List<String> names = level.named(scalars.getFirst());
        if (names.size() == 1 && isThere(names.getFirst(), of.template())) {
          return Optional.of(names.getFirst());
        }
        refuseMissing(scalars.getFirst(), of.template());
      } else if (sound) {
        refuse(written.get().at(), "'parent' names " + scalars.size(), "one instance");
      }
      return Optional.empty();
    }
    List<String> candidates = level.candidates(of.template(), instance, SHOWN_MAX);
    if (candidates.size() == 1) {
      return Optional.of(candidates.getFirst());
    }
    if (candidates.isEmpty() && of.auto()) {
      return Optional.of(make(Lineage.KEY, of.template()));
    }
    if (candidates.isEmpty() && of.optional()) {
      return Optional.empty();
    }
    String found = candidates.isEmpty() ? "found 0" : "found more than 1: " + candidates;
    refuse(
        instance.key().at(),
        "could not find parent:%s for %s, %s".formatted(of.template(), instance.name(), found),
        "an instance of it, named as {with: {parent: NAME}}");
    return Optional.empty();
  }

  private boolean isThere(String name, Reference wanted) {
    return known.getOrDefault(name, List.of()).stream().anyMatch(wanted::admits);
  }

  private List<Node.Scalar> scalars(Node node) {
    List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
    List<Node.Scalar> scalars = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        scalars.add(scalar);
      } else {
        refuse(item.at(), "a link must be a name, not " + item.kind(), "instances by their names");
      }
    }
    return scalars;
  }

  private String make(String role, Reference template) {
    String name = instance.name() + "-" + role;
    int at = instance.key().at();
    if (known.containsKey(name)) {
      String said =
          "%s would be made for %s, but is there already"
              .formatted(Words.quote(name), Words.quote(instance.name()));
      refuse(at, said, "another name for the one that is there");
      return name;
    }
    Node.Entry entry =
        new Node.Entry(
            new Node.Scalar(at, Instance.TEMPLATE, true),
            new Node.Scalar(at, template.toString(), true));
    made.add(new Node.Entry(new Node.Scalar(at, name, true), Overlay.mapping(at, List.of(entry))));
    return name;
  }

  private void refuseFew(Consumed consumed, int provided) {
    refuse(
        instance.key().at(),
        "Minimum number of services required of role %s is %d and only %d are provided. [Hint: %s]"
            .formatted(
                consumed.role(),
                consumed.least(),
                provided,
                "a template that says 'auto: true' has them made"),
        "more instances of " + consumed.template() + ", for " + Words.quote(instance.name()));
  }

  /** What was taken out of a blueprint, while somebody in it still names it, is not there. */
  private void refuseMissing(Node.Scalar scalar, Consumed consumed, int lacking) {
    String guard = "";
    if (lacking > 0) {
      String role = consumed.template().name();
      guard =
          ": Can't remove %s without providing minimum of %d %s services to %s."
              .formatted(scalar.text(), consumed.least(), role, instance.name());
    }
    refuseMissing(scalar, consumed.template(), guard);
  }

  private void refuseMissing(Node.Scalar scalar, Reference wanted) {
    refuseMissing(scalar, wanted, "");
  }

  private void refuseMissing(Node.Scalar scalar, Reference wanted, String guard) {
    List<String> there =
        known.keySet().stream().filter(name -> isThere(name, wanted)).limit(SHOWN_MAX).toList();
    problems.add(
        scalar.at(),
        "no service with name [%s] and role [%s] found".formatted(scalar.text(), wanted) + guard,
        Optional.of("one of " + Words.list(there)),
        () -> Nearest.of(scalar.text(), there));
    sound = false;
  }

  private void refuse(int at, String message, String expected) {
    problems.add(at, message, expected);
    sound = false;
  }
}
