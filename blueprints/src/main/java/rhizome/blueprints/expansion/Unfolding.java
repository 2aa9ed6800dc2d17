package rhizome.blueprints.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import rhizome.blueprints.template.Library;
import rhizome.blueprints.template.Lineage;
import rhizome.blueprints.template.Reference;
import rhizome.blueprints.template.Template;
import rhizome.blueprints.template.TemplateReader;
import rhizome.blueprints.tree.Extent;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Spot;
import rhizome.blueprints.tree.Words;

/** Writes out every instance of a document, level by level. */
final class Unfolding {

  static final int DEPTH_MAX = 8;

  private static final String RUN = "run";

  /** What may refer to things of a template that could not be written out. */
  private static final List<String> DEPENDENT =
      List.of(RUN, "health", "ports", "needs", Instance.WITH);

  private final Library library;
  private final Problems problems;
  private final Budget budget;
  private final Map<String, List<Template>> known = new LinkedHashMap<>();
  private final Map<String, Node.Entry> written = new LinkedHashMap<>();

  Unfolding(Library library, Problems problems, Budget budget) {
    this.library = library;
    this.problems = problems;
    this.budget = budget;
  }

  static boolean isInstance(Node node) {
    return node instanceof Node.Mapping body && body.value(Instance.TEMPLATE).isPresent();
  }

  /** The services with none made from a template any more. */
  Node.Mapping services(Node.Mapping services) {
    Level level = Level.document();
    services.entries().forEach(entry -> known.put(entry.key().text(), new ArrayList<>()));
    write(services.entries(), level);
    return Overlay.mapping(services.at(), List.copyOf(written.values()));
  }

  /**
   * @param entries with the names that they have in the document
   */
  private void write(List<Node.Entry> entries, Level level) {
    Map<String, Instance> instances = new LinkedHashMap<>();
    for (Node.Entry entry : entries) {
      Optional<Instance> instance = instance(entry, level);
      if (instance.isPresent()) {
        instances.put(entry.key().text(), instance.get());
        level.add(instance.get());
      }
    }
    for (Node.Entry entry : entries) {
      Instance instance = instances.get(entry.key().text());
      if (instance != null) {
        unfold(instance, level);
      } else {
        put(isInstance(entry.value()) ? unreadable(entry) : entry);
      }
    }
  }

  private Optional<Instance> instance(Node.Entry entry, Level level) {
    if (!(entry.value() instanceof Node.Mapping body)) {
      return Optional.empty();
    }
    Optional<Node> written = body.value(Instance.TEMPLATE);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (!(written.get() instanceof Node.Scalar name) || name.isNull()) {
      String message = "'template' must be a text, not " + written.get().kind();
      problems.add(written.get().at(), message, "a template, such as redis@^1.0");
      return Optional.empty();
    }
    Optional<Template> template =
        new TemplateReader(problems)
            .reference(name)
            .flatMap(wanted -> template(wanted, name.at()))
            .filter(found -> isReachable(found, level, name.at()));
    template.ifPresent(
        found -> known.computeIfAbsent(entry.key().text(), _ -> new ArrayList<>()).add(found));
    return template.map(found -> new Instance(entry.key().text(), entry.key(), body, found));
  }

  private Optional<Template> template(Reference wanted, int at) {
    Optional<Template> found = library.find(wanted);
    if (found.isEmpty()) {
      List<String> versions =
          library.versions(wanted.name()).stream().map(each -> each.version().toString()).toList();
      String expected =
          versions.isEmpty()
              ? "one of " + Words.list(library.names())
              : "one of its versions " + Words.list(versions);
      problems.add(
          at,
          "template " + Words.quote(wanted.toString()) + " not found",
          Optional.of(expected),
          () -> versions.isEmpty() ? library.nearest(wanted.name()) : Optional.empty());
    }
    return found;
  }

  private boolean isReachable(Template template, Level level, int at) {
    List<String> path = new ArrayList<>(level.stack());
    path.add(template.name());
    if (level.stack().contains(template.name())) {
      String circle =
          String.join(" uses ", path.subList(path.indexOf(template.name()), path.size()));
      problems.add(
          at,
          "template %s uses itself: %s".formatted(Words.quote(template.name()), circle),
          "a template without it");
      return false;
    }
    if (path.size() > DEPTH_MAX) {
      String message = "templates use each other too deep: " + String.join(" uses ", path);
      problems.add(at, message, "at most " + DEPTH_MAX + " levels");
      return false;
    }
    return true;
  }

  private void unfold(Instance instance, Level level) {
    String asked = level.asked().isEmpty() ? asked(instance) : level.asked();
    Optional<Settled> settled = Settled.of(instance, problems);
    Optional<Links.Linked> linked =
        settled.flatMap(values -> new Links(instance, level, known, problems).find(values.links()));
    if (settled.isEmpty() || linked.isEmpty()) {
      put(unreadable(new Node.Entry(instance.key(), instance.body())));
      return;
    }
    write(linked.get().made(), level.madeBy(instance, asked));
    Template template = instance.template();
    OptionalInt shift = problems.sheets().add(template.source(), template.extent(), asked);
    if (shift.isEmpty()) {
      throw new Budget.Spent();
    }
    Map<String, Node> names = names(instance, linked.get());
    Scope bare = new Scope(new LinkedHashMap<>(), problems, budget);
    settled
        .get()
        .defaults()
        .forEach(
            (name, value) -> names.put(Scope.PARAMETER + name, bare.fill(value, shift.getAsInt())));
    settled.get().values().forEach((name, value) -> names.put(Scope.PARAMETER + name, value));
    Node filled = new Scope(names, problems, budget).fill(template.services(), shift.getAsInt());
    if (filled instanceof Node.Mapping services) {
      Extent copy = template.extent().moved(shift.getAsInt());
      within(instance, services, linked.get(), level.within(instance, asked, copy));
    }
  }

  private String asked(Instance instance) {
    Spot spot = problems.sheets().spot(instance.key().at());
    String place = spot.file() + ":" + spot.line() + ":" + spot.column();
    return ", asked for by " + Words.quote(instance.name()) + " at " + place;
  }

  private static Map<String, Node> names(Instance instance, Links.Linked linked) {
    Node.Scalar key = instance.key();
    Map<String, Node> names = new LinkedHashMap<>();
    linked
        .roles()
        .forEach(
            (role, linkedTo) -> {
              List<Node> items = linkedTo.stream().map(name -> scalar(key, name)).toList();
              names.put(Scope.LINK + role, new Node.Sequence(key.at(), items, 1L + items.size()));
            });
    instance
        .template()
        .parent()
        .ifPresent(_ -> names.put(Lineage.KEY, scalar(key, linked.parent().orElse(""))));
    names.put("instance", scalar(key, instance.name()));
    return names;
  }

  private static Node scalar(Node.Scalar at, String text) {
    return new Node.Scalar(at.at(), text, true);
  }

  private void within(Instance instance, Node.Mapping services, Links.Linked linked, Level inner) {
    for (Node.Entry entry : services.entries()) {
      inner.name(entry.key().text(), List.of(global(instance, entry.key())));
    }
    linked.roles().forEach(inner::name);
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : services.entries()) {
      boolean isMain = entry.key().text().equals(Template.MAIN);
      int at = isMain ? instance.key().at() : entry.key().at();
      Node.Scalar name = new Node.Scalar(at, global(instance, entry.key()), true);
      Node body = Naming.of(inner, entry.value());
      if (isMain && body instanceof Node.Mapping base) {
        Node.Mapping needing = Overlay.needing(base, linked.needs(), instance.key());
        body = Overlay.over(needing, instance.overrides());
      }
      entries.add(new Node.Entry(name, body));
    }
    write(entries, inner);
  }

  private static String global(Instance instance, Node.Scalar local) {
    return local.text().equals(Template.MAIN)
        ? instance.name()
        : instance.name() + "." + local.text();
  }

  private void put(Node.Entry entry) {
    if (written.putIfAbsent(entry.key().text(), entry) != null) {
      String message = "there is another service " + Words.quote(entry.key().text());
      problems.add(entry.key().at(), message, "another name for one of them");
    }
  }

  /** Stands for an instance with a problem, so that others may need it and its keys are read. */
  private static Node.Entry unreadable(Node.Entry entry) {
    List<Node.Entry> kept = new ArrayList<>();
    int at = entry.key().at();
    kept.add(new Node.Entry(new Node.Scalar(at, RUN, true), new Node.Scalar(at, "none", true)));
    if (entry.value() instanceof Node.Mapping body) {
      body.entries().stream()
          .filter(each -> !DEPENDENT.contains(each.key().text()))
          .forEach(kept::add);
    }
    return new Node.Entry(entry.key(), Overlay.mapping(at, kept));
  }
}
