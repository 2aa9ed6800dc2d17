package rhizome.blueprints.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;
import rhizome.kernel.Nearest;

/**
 * Reads a document of the seeds. Each has refusals of its own, whose words stand in ours so that
 * who looks for them finds them.
 */
final class SeedReader {

  private static final String ACTIONS = "actions";
  private static final String FILTERS = "eventfilters";
  private static final String SERVICES = "services";

  private final Dialect dialect;
  private final Notes notes;
  private final DataReader data;
  private final List<SeedService> services = new ArrayList<>();
  private final List<ActionBlock> actions = new ArrayList<>();
  private final List<Data> filters = new ArrayList<>();

  SeedReader(Dialect dialect, Notes notes) {
    this.dialect = dialect;
    this.notes = notes;
    this.data = new DataReader(notes);
  }

  Seed read(Node root) {
    if (root instanceof Node.Mapping mapping) {
      mapping.entries().forEach(this::part);
    } else {
      notes.refuse(
          root.at(),
          "Bad formatted blueprint: it is " + root.kind() + ", not a mapping",
          "keys such as 'services' and 'actions'");
    }
    return new Seed(dialect, services, actions, filters);
  }

  private void part(Node.Entry entry) {
    String key = entry.key().text();
    if (key.equals(ACTIONS)) {
      actions.addAll(new ActionReader(dialect, notes, data).read(entry));
    } else if (key.equals(SERVICES) && dialect == Dialect.ZROBOT_2) {
      list(entry.value());
    } else if (key.equals(FILTERS) && dialect == Dialect.AYS) {
      filters(entry);
    } else if (dialect == Dialect.ZROBOT_2) {
      ignored(entry.key());
    } else {
      service(entry);
    }
  }

  /** ZeroRobot passes over what it does not know, so an older document does nothing at all. */
  private void ignored(Node.Scalar key) {
    String shown = Words.quote(key.text());
    if (Dialect.isInstance(key.text())) {
      notes.note(
          Habit.MIXED_DIALECTS,
          key.at(),
          "the seed ignored " + shown + ", which is a service of an older dialect; so does this",
          "an item of 'services', or a file of its own");
    } else {
      notes.note(
          Habit.IGNORED_KEY,
          key.at(),
          "the seed ignored the key " + shown + "; so does this",
          "one of services, actions");
    }
  }

  private void list(Node node) {
    if (isNull(node)) {
      return;
    }
    if (!(node instanceof Node.Sequence list)) {
      notes.refuse(node.at(), "'services' is " + node.kind() + ", not a list", "- TEMPLATE__NAME:");
      return;
    }
    for (Node item : list.items()) {
      if (item instanceof Node.Mapping mapping) {
        mapping.entries().forEach(this::service);
      } else {
        String message = "an item of 'services' is " + item.kind() + ", not a mapping";
        notes.refuse(item.at(), message, "TEMPLATE__NAME: and the data of the service below it");
      }
    }
  }

  private void filters(Node.Entry entry) {
    if (entry.value() instanceof Node.Sequence list) {
      list.items().forEach(item -> filters.add(data.read(item)));
    } else {
      String message = "eventfilters should be a list of dictionary: found " + entry.value().kind();
      notes.refuse(entry.key().at(), message, "- channel: ..., one item for each filter");
    }
  }

  private void service(Node.Entry entry) {
    Node.Scalar key = entry.key();
    int split = key.text().indexOf(Dialect.SEPARATOR);
    if (split < 0) {
      notWellFormed(key);
      return;
    }
    if (dialect != Dialect.ZROBOT_2 && isOfAnother(key.text())) {
      notes.note(
          Habit.MIXED_DIALECTS,
          key.at(),
          Words.quote(key.text()) + " is of another dialect than keys with a '/'",
          "a file for each dialect");
    }
    TemplateRef template = TemplateRef.of(key.text().substring(0, split));
    String name = key.text().substring(split + Dialect.SEPARATOR.length());
    checkName(key, template, name);
    services.add(new SeedService(key.at(), template, name, body(entry)));
  }

  private boolean isOfAnother(String key) {
    return dialect == Dialect.ZROBOT_1 && !key.contains("/");
  }

  private void notWellFormed(Node.Scalar key) {
    String message =
        dialect == Dialect.AYS
            ? "Key in blueprint is not right format, needs to be $aysname__$instance, found:'%s'"
            : "Key for service creation is not right format, needs to be '$template__$instance',"
                + " found:'%s'";
    List<String> known =
        dialect == Dialect.AYS ? List.of(ACTIONS, FILTERS) : List.of(ACTIONS, SERVICES);
    String near =
        Nearest.of(key.text(), known).map(word -> ", or did you mean '" + word + "'").orElse("");
    notes.refuse(key.at(), message.formatted(key.text()), "two underscores before the name" + near);
  }

  /** AYS checks the name of the first service and no other. */
  private void checkName(Node.Scalar key, TemplateRef template, String name) {
    String remedy = "letters and digits with '-', '_' or '.' between them";
    if (dialect == Dialect.AYS && name.contains(":")) {
      notes.refuse(key.at(), "service names (" + name + ") cannot contain colons (:)", remedy);
    } else if (dialect == Dialect.AYS && template.written().contains(":")) {
      String message = "actor names (" + template.written() + ") cannot contain colons (:)";
      notes.refuse(key.at(), message, remedy);
    } else if (!isAlphanumeric(name)) {
      boolean passes = dialect == Dialect.AYS && !services.isEmpty();
      String what = dialect == Dialect.AYS ? "Service instance name" : "Service name";
      notes.note(
          passes ? Habit.UNCHECKED_NAME : Habit.INVALID,
          key.at(),
          what
              + " should be digits or alphanumeric. you passed ["
              + name
              + "]"
              + (passes ? "; the seed looks at the first name only" : ""),
          remedy);
    }
  }

  /**
   * As {@code re.sub("[-_.]", "", name).isalnum()} of Python, which takes all letters there are.
   */
  private static boolean isAlphanumeric(String name) {
    String rest = name.replaceAll("[-_.]", "");
    return !rest.isEmpty() && rest.codePoints().allMatch(Character::isLetterOrDigit);
  }

  private Data body(Node.Entry entry) {
    if (entry.value() instanceof Node.Mapping fields) {
      return data.fields(fields);
    }
    if (!isNull(entry.value())) {
      notes.note(
          Habit.BODY_IS_NO_MAPPING,
          entry.value().at(),
          "the body of a service is "
              + entry.value().kind()
              + ", which no template can use; it is left out",
          "a mapping of fields, or nothing");
    }
    return new Data.Nothing(entry.value().at());
  }

  static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && scalar.isNull();
  }

  /** The word in a value that has to be one. */
  static Optional<Word> word(Node node) {
    return node instanceof Node.Scalar scalar && !scalar.isNull()
        ? Optional.of(new Word(scalar.at(), scalar.text()))
        : Optional.empty();
  }
}
