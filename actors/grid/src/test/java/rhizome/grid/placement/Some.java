package rhizome.grid.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;

/** Wishes for one thing each. */
public final class Some {

  private Some() {}

  public static Wishes require(String label, String... values) {
    return new Wishes(labels(label, values), List.of(), Optional.empty(), List.of(), List.of());
  }

  public static Wishes prefer(String label, String value, int weight) {
    List<Preference> prefer = List.of(new Preference(labels(label, value), weight));
    return new Wishes(new TreeMap<>(), prefer, Optional.empty(), List.of(), List.of());
  }

  public static Wishes spread(String over, int maxSkew) {
    Optional<Spread> spread = Optional.of(new Spread(over, maxSkew));
    return new Wishes(new TreeMap<>(), List.of(), spread, List.of(), List.of());
  }

  public static Wishes near(String service, String within) {
    List<Company> near = List.of(new Company(service, within));
    return new Wishes(new TreeMap<>(), List.of(), Optional.empty(), near, List.of());
  }

  public static Wishes apart(String service, String within) {
    List<Company> apart = List.of(new Company(service, within));
    return new Wishes(new TreeMap<>(), List.of(), Optional.empty(), List.of(), apart);
  }

  static SortedMap<String, List<String>> labels(String label, String... values) {
    return new TreeMap<>(Map.of(label, List.of(values)));
  }
}
