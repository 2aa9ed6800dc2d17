package rhizome.blueprints.conversion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.dialect.Seed;
import rhizome.blueprints.dialect.SeedService;
import rhizome.blueprints.draft.Names;
import rhizome.blueprints.tree.Words;

/**
 * The services of a document under the names they get. The seeds told services apart by template
 * and name, so one name may stand for many: then the role stands before each.
 */
final class SeedNames {

  private final Notes notes;
  private final Map<String, SeedService> named = new LinkedHashMap<>();
  private final Map<String, List<String>> byName = new TreeMap<>();
  private final Set<String> roles = new TreeSet<>();

  SeedNames(Seed seed, Notes notes) {
    this.notes = notes;
    List<SeedService> services = distinct(seed);
    Map<String, Integer> shared = new TreeMap<>();
    services.forEach(service -> shared.merge(mangled(service), 1, Integer::sum));
    Names names = new Names();
    services.stream()
        .filter(service -> shared.getOrDefault(mangled(service), 0) == 1)
        .forEach(service -> names.take(mangled(service)));
    for (SeedService service : services) {
      boolean alone = shared.getOrDefault(mangled(service), 0) == 1;
      String name = alone ? mangled(service) : names.take(withRole(seed, service));
      named.put(name, service);
      roles.add(service.template().role());
      byName.computeIfAbsent(service.name(), _ -> new ArrayList<>()).add(name);
      tell(service, name, alone);
    }
  }

  /** Each service under its native name, in the order of the document. */
  Map<String, SeedService> all() {
    return named;
  }

  /** The native names of all services that had this one. */
  List<String> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  private List<SeedService> distinct(Seed seed) {
    Map<String, SeedService> services = new LinkedHashMap<>();
    for (SeedService service : seed.services()) {
      String key = service.template().written() + "__" + service.name();
      if (services.putIfAbsent(key, service) != null) {
        services.put(key, service);
        notes.note(
            Habit.SERVICE_TWICE,
            service.at(),
            "the service "
                + Words.quote(service.name())
                + " stands here once more; for the seed this changed nothing, here it counts",
            "each service once");
      }
    }
    return List.copyOf(services.values());
  }

  private void tell(SeedService service, String name, boolean alone) {
    if (name.equals(service.name())) {
      return;
    }
    String why = alone ? " is no native name" : " is the name of several services";
    notes.note(
        Habit.RENAMED,
        service.at(),
        Words.quote(service.name()) + why + "; it is called '" + name + "' here",
        "another name, if that one is not to stay for life");
  }

  private static String mangled(SeedService service) {
    return Names.mangle(service.name(), "service");
  }

  private static String withRole(Seed seed, SeedService service) {
    String role =
        seed.dialect() == Dialect.AYS ? service.template().role() : service.template().name();
    return Names.mangle(role + "-" + service.name(), "service");
  }

  /** The one service of this name and role, or the only one of this name. */
  Optional<String> link(String role, String name) {
    List<String> candidates = of(name);
    return candidates.stream()
        .filter(candidate -> hasRole(candidate, role))
        .findFirst()
        .or(() -> candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty());
  }

  private boolean hasRole(String candidate, String role) {
    SeedService service = named.get(candidate);
    return service != null && service.template().role().equals(role);
  }

  /** Whether any service of the document has this role. */
  boolean knowsRole(String role) {
    return roles.contains(role);
  }
}
