package rhizome.blueprints.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.draft.Names;
import rhizome.blueprints.draft.Needs;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** A docker compose file, https://github.com/compose-spec/compose-spec, as a native blueprint. */
public final class ComposeFile {

  private final Notes notes;
  private final Draft draft = new Draft();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Needs needs = new Needs();

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
    deployment.restart(draft);
    parts.value("depends_on").ifPresent(node -> dependsOn(name, node));
    draft.words(4, "needs", needs.of(name));
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
    switch (condition.map(Node.Scalar::text).orElse("service_started")) {
      case "service_healthy" -> {}
      case "service_started" ->
          notes.note(
              Habit.NEARLY,
              other.at(),
              "compose waits until " + shown + " is started; here until it is ready",
              "a health check of " + shown + " that soon holds");
      default -> {
        notes.note(
            Habit.NO_COUNTERPART,
            condition.map(Node.Scalar::at).orElse(other.at()),
            "the condition "
                + Words.quote(condition.map(Node.Scalar::text).orElse(""))
                + " has no counterpart; nothing waits for "
                + shown,
            "service_started or service_healthy");
        draft.remark(4, "waited for the end of " + known);
        return;
      }
    }
    if (!needs.add(name, known)) {
      notes.refuse(
          other.at(),
          "services need each other in a circle through " + shown,
          "an order in which they can start");
    }
  }
}
