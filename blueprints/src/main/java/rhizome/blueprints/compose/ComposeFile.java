package rhizome.blueprints.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.draft.Names;
import rhizome.blueprints.draft.Needs;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** A docker compose file, https://github.com/compose-spec/compose-spec, as a native blueprint. */
public final class ComposeFile {

  private static final String STARTED = "service_started";
  private static final String COMPLETED = "service_completed_successfully";

  private final Notes notes;
  private final Draft draft = new Draft();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Needs needs = new Needs();
  private final Set<String> jobs = new TreeSet<>();

  private ComposeFile(Notes notes) {
    this.notes = notes;
  }

  /**
   * The native text; of no use once {@code notes} holds a problem.
   *
   * @param name of the blueprint, where the document gives itself none
   */
  public static String convert(Node root, String name, Notes notes) {
    return new ComposeFile(notes).write(new Parts(root, "", notes), name);
  }

  private String write(Parts parts, String fileName) {
    Optional<Node.Scalar> own = parts.scalar("name");
    String name = own.map(it -> Names.mangle(it.text(), fileName)).orElse(fileName);
    own.ifPresent(it -> tellRenamed(it, name));
    parts.take("version"); // says nothing since compose 2.0
    draft.remark(0, "Made of " + Dialect.COMPOSE.title() + ", " + notes.file() + ".");
    draft.begin(name);
    draft.head(0, "services");
    Node services = parts.value("services").orElseThrow();
    parts.tellRest();
    if (services instanceof Node.Mapping(_, List<Node.Entry> entries, _)) {
      nameAll(entries);
      entries.forEach(this::findJobs);
      entries.forEach(this::service);
    }
    return draft.text();
  }

  private void nameAll(List<Node.Entry> entries) {
    Names free = new Names();
    for (Node.Entry entry : entries) {
      String name = free.take(Names.mangle(entry.key().text(), "service"));
      names.put(entry.key().text(), name);
      tellRenamed(entry.key(), name);
    }
  }

  /** What somebody waits for to end is to end. */
  private void findJobs(Node.Entry service) {
    if (value(service.value(), "depends_on") instanceof Node.Mapping dependencies) {
      for (Node.Entry dependency : dependencies.entries()) {
        if (value(dependency.value(), "condition") instanceof Node.Scalar condition
            && condition.text().equals(COMPLETED)) {
          jobs.add(names.getOrDefault(dependency.key().text(), ""));
        }
      }
    }
  }

  private static @Nullable Node value(Node node, String key) {
    return node instanceof Node.Mapping mapping ? mapping.value(key).orElse(null) : null;
  }

  private void tellRenamed(Node.Scalar written, String name) {
    if (!written.text().equals(name)) {
      notes.note(
          Habit.RENAMED,
          written.at(),
          Words.quote(written.text()) + " is no native name; it is called '" + name + "' here",
          "another name, if that one is not to stay for life");
    }
  }

  private void service(Node.Entry entry) {
    String name = names.getOrDefault(entry.key().text(), "service");
    Parts parts = new Parts(entry.value(), "services." + entry.key().text() + ".", notes);
    draft.head(2, name);
    new Program(notes).write(draft, entry.key(), parts);
    Deployment deployment = new Deployment(parts, notes);
    deployment.replicas(draft);
    deployment.resources(draft);
    Map<String, String> ports =
        parts.value("ports").map(new Publishing(notes)::read).orElse(new LinkedHashMap<>());
    if (!ports.isEmpty()) {
      draft.head(4, "ports");
      ports.forEach((port, number) -> draft.line(6, port, number));
    }
    new Check(notes)
        .read(parts.within("healthcheck"))
        .ifPresent(health -> draft.line(4, "health", health));
    boolean isJob = jobs.contains(name);
    deployment.restart(draft, isJob);
    parts.value("depends_on").ifPresent(node -> dependsOn(name, node));
    if (!needs.of(name).isEmpty()) {
      draft.line(4, "needs", BlueprintWriter.needs(needs.of(name), needs.conditions(name)));
    }
    if (isJob) {
      draft.line(4, "job", "{}");
    }
    parts.tellRestOfService();
  }

  private void dependsOn(String name, Node node) {
    if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        Parts parts = new Parts(entry.value(), "depends_on.", notes);
        Optional<Node.Scalar> condition = parts.scalar("condition");
        parts.tellRest();
        dependency(name, entry.key(), condition);
      }
      return;
    }
    for (Node item : Parts.items(node)) {
      if (item instanceof Node.Scalar other) {
        dependency(name, other, Optional.empty());
      } else {
        notes.refuse(item.at(), "a dependency is " + item.kind(), "the name of a service");
      }
    }
  }

  private void dependency(String name, Node.Scalar other, Optional<Node.Scalar> condition) {
    String known = names.get(other.text());
    String shown = Words.quote(other.text());
    if (known == null) {
      notes.refuse(
          other.at(),
          shown + " is no service of this file",
          "one of " + Words.list(names.keySet()));
      return;
    }
    Optional<Condition> far =
        switch (condition.map(Node.Scalar::text).orElse(STARTED)) {
          case STARTED -> Optional.of(Condition.STARTED);
          case "service_healthy" -> Optional.of(Condition.READY);
          case COMPLETED -> Optional.of(Condition.COMPLETED);
          default -> Optional.empty();
        };
    if (far.isEmpty()) {
      notes.note(
          Habit.NO_COUNTERPART,
          condition.map(Node.Scalar::at).orElse(other.at()),
          "the condition "
              + Words.quote(condition.map(Node.Scalar::text).orElse(""))
              + " has no counterpart; nothing waits for "
              + shown,
          STARTED + ", service_healthy or " + COMPLETED);
      draft.remark(4, "waited for " + known);
      return;
    }
    if (!needs.add(name, known, far.get())) {
      notes.refuse(
          other.at(),
          "services need each other in a circle through " + shown,
          "an order in which they can start");
    }
  }
}
