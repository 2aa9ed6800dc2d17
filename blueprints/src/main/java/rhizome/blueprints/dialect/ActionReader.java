package rhizome.blueprints.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/** Reads the blocks of actions of a seed document. */
final class ActionReader {

  private final Dialect dialect;
  private final Notes notes;
  private final DataReader data;

  ActionReader(Dialect dialect, Notes notes, DataReader data) {
    this.dialect = dialect;
    this.notes = notes;
    this.data = data;
  }

  /** A block, or a list of them; AYS takes the list only. */
  List<ActionBlock> read(Node.Entry entry) {
    Node value = entry.value();
    if (value instanceof Node.Sequence list) {
      return list.items().stream().flatMap(item -> block(item).stream()).toList();
    }
    if (dialect == Dialect.AYS) {
      notes.refuse(
          entry.key().at(),
          "actions should be a list of dictionary: found " + value.kind(),
          "- action: install, one item for each block");
      return List.of();
    }
    return block(value).stream().toList();
  }

  private Optional<ActionBlock> block(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      notes.refuse(
          node.at(), needed() + ": the block is " + node.kind() + ", not a mapping", example());
      return Optional.empty();
    }
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    mapping.entries().forEach(entry -> entries.put(entry.key().text(), entry));
    Node.Entry asked = entries.get(verb());
    if (asked == null) {
      boolean other = entries.containsKey(otherVerb());
      String hint = other ? "'" + verb() + "', not '" + otherVerb() + "'" : example();
      notes.refuse(node.at(), needed(), hint);
      return Optional.empty();
    }
    List<Word> actions = actions(asked.value());
    Optional<TemplateRef> template = template(entries);
    Optional<Word> service = service(entries);
    passOver(mapping);
    return Optional.of(
        new ActionBlock(
            mapping.at(),
            template,
            service,
            actions,
            args(entries),
            word(entries, "recurring"),
            isForced(entries)));
  }

  private List<Word> actions(Node node) {
    List<Word> actions = new ArrayList<>();
    if (node instanceof Node.Scalar scalar && dialect == Dialect.AYS) {
      Stream.of(scalar.text().split(",", -1))
          .map(String::strip)
          .filter(action -> !action.isEmpty())
          .forEach(action -> actions.add(new Word(scalar.at(), action)));
    } else if (node instanceof Node.Sequence list && dialect != Dialect.AYS) {
      list.items().forEach(item -> actions.addAll(action(item)));
    } else {
      actions.addAll(action(node));
    }
    return actions;
  }

  private List<Word> action(Node node) {
    Optional<Word> word = SeedReader.word(node);
    if (word.isEmpty()) {
      notes.refuse(node.at(), "an action is " + node.kind() + ", not a name", example());
    }
    return word.map(action -> new Word(action.at(), action.text().strip())).stream().toList();
  }

  private Optional<TemplateRef> template(Map<String, Node.Entry> entries) {
    Optional<Word> written = word(entries, dialect == Dialect.AYS ? "actor" : "template");
    Optional<TemplateRef> template = written.map(word -> TemplateRef.of(word.text()));
    if (dialect != Dialect.AYS && template.isPresent() && !template.get().isUid()) {
      notes.refuse(
          written.get().at(),
          "the template of actions must be all of its UID, not "
              + Words.quote(written.get().text())
              + "; the seed answered with an internal error",
          "host/account/repository/name, with /version or without");
    }
    return template;
  }

  /** {@code name} was passed over by the seed, which then acted on all services of the template. */
  private Optional<Word> service(Map<String, Node.Entry> entries) {
    Optional<Word> service = word(entries, "service");
    Optional<Word> name = word(entries, "name");
    if (name.isEmpty()) {
      return service;
    }
    notes.note(
        Habit.NAME_FOR_SERVICE,
        name.get().at(),
        "the seed ignored 'name' and acted on every service "
            + (service.isPresent() ? "'service' selects" : "the rest of the block selects")
            + (service.isPresent() ? "; so does this" : "; here it is taken for 'service'"),
        "service: " + name.get().text());
    return service.or(() -> name);
  }

  private Optional<Data> args(Map<String, Node.Entry> entries) {
    Node.Entry args = entries.get("args");
    if (args == null || SeedReader.isNull(args.value()) || dialect == Dialect.AYS) {
      return Optional.empty();
    }
    if (!(args.value() instanceof Node.Mapping)) {
      String message = "'args' is " + args.value().kind() + ", not a mapping";
      notes.refuse(args.value().at(), message, "the name of each argument with its value");
    }
    return Optional.of(data.read(args.value()));
  }

  private boolean isForced(Map<String, Node.Entry> entries) {
    Node.Entry force = entries.get("force");
    return force != null && data.read(force.value()).word().filter("true"::equals).isPresent();
  }

  private Optional<Word> word(Map<String, Node.Entry> entries, String key) {
    Node.Entry entry = entries.get(key);
    if (entry == null || SeedReader.isNull(entry.value())) {
      return Optional.empty();
    }
    Optional<Word> word = SeedReader.word(entry.value());
    if (word.isEmpty()) {
      String message = "'" + key + "' of an action is " + entry.value().kind();
      notes.refuse(entry.value().at(), message, "one word");
    }
    return word.filter(written -> !written.text().isEmpty());
  }

  private void passOver(Node.Mapping mapping) {
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().text();
      if (known().contains(key) || key.equals("name")) {
        continue;
      }
      String near = Nearest.of(key, known()).map(word -> "'" + word + "'?, ").orElse("");
      notes.note(
          Habit.IGNORED_KEY,
          entry.key().at(),
          "the seed ignored the key " + Words.quote(key) + " of an action; so does this",
          near + "one of " + Words.list(known()));
    }
  }

  private List<String> known() {
    return switch (dialect) {
      case AYS -> List.of("action", "actor", "service", "recurring", "force");
      case ZROBOT_1 -> List.of("template", "service", "actions", "args", "recurring", "force");
      case ZROBOT_2, NATIVE, COMPOSE ->
          List.of("template", "service", "actions", "args", "recurring");
    };
  }

  private String verb() {
    return dialect == Dialect.AYS ? "action" : "actions";
  }

  private String otherVerb() {
    return dialect == Dialect.AYS ? "actions" : "action";
  }

  private String needed() {
    return dialect == Dialect.AYS
        ? "need to specify action."
        : "need to specify action key in action block";
  }

  private String example() {
    return dialect == Dialect.AYS ? "action: install" : "actions: [install, start]";
  }
}
