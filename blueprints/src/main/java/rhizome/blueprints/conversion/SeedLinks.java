package rhizome.blueprints.conversion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.blueprints.dialect.Data;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.SeedService;
import rhizome.blueprints.draft.Needs;
import rhizome.blueprints.tree.Words;

/**
 * Services that are linked: a field names another service of the document. AYS knew links from its
 * templates, which are not at hand; a field is taken for one when its name is the role of the
 * service its value names, or when only one service has that name. ZeroRobot had none, but created
 * services in the order of the document, so that only names of earlier ones count.
 */
final class SeedLinks {

  private final Dialect dialect;
  private final SeedNames names;
  private final Notes notes;
  private final Needs needs = new Needs();
  private final Map<String, Integer> order = new TreeMap<>();

  SeedLinks(Dialect dialect, SeedNames names, Notes notes) {
    this.dialect = dialect;
    this.names = names;
    this.notes = notes;
    names.all().keySet().forEach(name -> order.put(name, order.size()));
  }

  List<String> needsOf(String service) {
    return needs.of(service);
  }

  /** The data with each link as the native name of the service, whose need is noted. */
  Data follow(String service, SeedService read) {
    if (!(read.data() instanceof Data.Fields(int at, List<Data.Field> fields))) {
      return read.data();
    }
    List<Data.Field> followed = new ArrayList<>();
    for (Data.Field field : fields) {
      Data value = follow(service, field.key(), field.value());
      followed.add(new Data.Field(field.at(), field.key(), value));
    }
    return new Data.Fields(at, followed);
  }

  private Data follow(String service, String field, Data value) {
    return switch (value) {
      case Data.Text(int at, String text) -> named(service, field, value, new Data.Text(at, text));
      case Data.Plain(int at, String text) -> named(service, field, value, new Data.Text(at, text));
      case Data.Many(int at, List<Data> items) ->
          new Data.Many(
              at,
              items.stream()
                  .map(item -> item.word().isPresent() ? follow(service, field, item) : item)
                  .toList());
      case Data.Nothing _, Data.Fields _ -> value;
    };
  }

  private Data named(String service, String field, Data value, Data.Text link) {
    Optional<String> other = names.link(field, link.text());
    if (other.isEmpty()) {
      if (dialect == Dialect.AYS && names.knowsRole(field) && value instanceof Data.Text) {
        elsewhere(field, link);
      }
      return value;
    }
    boolean later = order.getOrDefault(other.get(), 0) >= order.getOrDefault(service, 0);
    if (other.get().equals(service) || (dialect != Dialect.AYS && later)) {
      return value;
    }
    if (!needs.add(service, other.get())) {
      notes.note(
          Habit.LINK_IN_CIRCLE,
          link.at(),
          "'%s' and '%s' would wait for each other; this need is left out"
              .formatted(service, other.get()),
          "links in one direction");
    }
    return other.get().equals(link.text()) ? value : new Data.Text(link.at(), other.get());
  }

  private void elsewhere(String role, Data.Text link) {
    notes.note(
        Habit.LINK_ELSEWHERE,
        link.at(),
        "no service with name [%s] and role [%s] found in this document, so nothing waits for it"
            .formatted(link.text(), role),
        "that service in the same blueprint, or the value " + Words.quote(link.text()) + " alone");
  }
}
