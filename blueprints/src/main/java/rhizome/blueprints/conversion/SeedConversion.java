package rhizome.blueprints.conversion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rhizome.blueprints.dialect.Data;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.Seed;
import rhizome.blueprints.dialect.SeedService;
import rhizome.blueprints.dialect.TemplateRef;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.draft.Names;
import rhizome.blueprints.tree.Words;

/** Writes what a document of the seeds says as services of native templates. */
final class SeedConversion {

  private static final Pattern NUMBERED = Pattern.compile("[0-9.]+");

  private final Seed seed;
  private final Notes notes;
  private final SeedNames names;
  private final SeedLinks links;
  private final SeedActions actions;
  private final List<String> templates;
  private final Draft draft = new Draft();

  SeedConversion(Seed seed, Notes notes, Wish wish) {
    this.seed = seed;
    this.notes = notes;
    this.names = new SeedNames(seed, notes);
    this.links = new SeedLinks(seed.dialect(), names, notes);
    this.actions = new SeedActions(seed, names, notes, wish.all());
    this.templates = wish.templates();
  }

  String write(String name) {
    draft.remark(0, "Made of " + seed.dialect().title() + ", " + notes.file() + ".");
    noteFile();
    draft.begin(name);
    noteTemplates();
    if (names.all().isEmpty()) {
      actionsOnly();
    } else {
      draft.head(0, "services");
      names.all().forEach(this::service);
    }
    actions.elsewhere().forEach(line -> draft.remark(0, "action not carried over, " + line));
    seed.filters().forEach(this::filter);
    return draft.text();
  }

  private void noteFile() {
    String file = notes.file().substring(notes.file().lastIndexOf('/') + 1);
    if (seed.dialect() == Dialect.AYS && file.startsWith("_")) {
      notes.note(
          Habit.DISABLED_FILE,
          0,
          "AYS passes over a file whose name begins with '_'; it is converted none the less",
          "nothing, if it was disabled on purpose");
    }
  }

  private void actionsOnly() {
    draft.line(0, "services", "{}");
    notes.note(
        Habit.ACTIONS_ONLY,
        0,
        "there is no service in this document, so what is written is no blueprint by itself",
        "the actions, where the services are");
  }

  private void service(String name, SeedService service) {
    TemplateRef template = service.template();
    String natively = nativeName(template);
    draft.head(2, name);
    if (!service.name().equals(name)) {
      draft.remark(4, "was called " + service.name());
    }
    if (!template.written().equals(natively)) {
      draft.remark(4, "was of template " + template.written());
    }
    draft.line(4, "template", natively + version(template));
    with(given(links.follow(name, service)));
    draft.words(4, "needs", links.needsOf(name));
    actions.of(name).forEach(line -> draft.remark(4, line));
  }

  private void with(Data data) {
    if (data instanceof Data.Fields(_, List<Data.Field> fields)) {
      if (fields.stream().allMatch(field -> field.value() instanceof Data.Nothing)) {
        fields.forEach(field -> draft.data(4, field.key(), field.value()));
      } else {
        draft.data(4, "with", data);
      }
    }
  }

  private static String nativeName(TemplateRef template) {
    return Names.mangle(template.name(), "template");
  }

  private static String version(TemplateRef template) {
    return template
        .version()
        .filter(it -> NUMBERED.matcher(it).matches())
        .map(it -> "@" + it)
        .orElse("");
  }

  /** Fields are what a native template calls parameters, which have a spelling of their own. */
  private Data given(Data data) {
    if (!(data instanceof Data.Fields(int at, List<Data.Field> fields))) {
      return data;
    }
    Map<String, Data.Field> given = new LinkedHashMap<>();
    for (Data.Field field : fields) {
      String name = Names.parameter(field.key());
      String key = given.containsKey(name) ? field.key() : name;
      if (!key.equals(field.key())) {
        notes.note(
            Habit.RENAMED_FIELD,
            field.at(),
            Words.quote(field.key()) + " is written '" + key + "', as parameters are spelled",
            "the name of the parameter of the native template");
      }
      given.put(key, new Data.Field(field.at(), key, field.value()));
    }
    return new Data.Fields(at, List.copyOf(given.values()));
  }

  private void noteTemplates() {
    Map<String, String> byName = new TreeMap<>();
    for (SeedService service : names.all().values()) {
      String natively = nativeName(service.template());
      String written = service.template().written();
      String first = byName.putIfAbsent(natively, written);
      if (first == null && !templates.contains(natively)) {
        notes.note(
            Habit.TEMPLATE_MISSING,
            service.at(),
            missing(written) + " natively; the name " + natively + " is written",
            "a native template of that name, before this can be applied");
      }
      if (first != null && !first.equals(written)) {
        notes.note(
            Habit.AMBIGUOUS_TEMPLATE,
            service.at(),
            "tried to get template with name "
                + natively
                + ", but more then one template have this name ("
                + first
                + ", "
                + written
                + ")",
            "one of them under another name");
      }
    }
  }

  private String missing(String template) {
    return seed.dialect() == Dialect.AYS
        ? "Cannot find actor:" + template
        : "template '" + template + "' not found";
  }

  private void filter(Data filter) {
    notes.note(
        Habit.EVENT_FILTER,
        filter.at(),
        "event filters have no counterpart yet; it is told as a comment",
        "a notification, once there are some");
    draft.remark(0, "event filter not carried over: " + Draft.flow(filter));
  }
}
