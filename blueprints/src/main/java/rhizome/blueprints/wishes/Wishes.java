package rhizome.blueprints.wishes;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a workload shall be placed. All but {@code prefer} is a condition: where it is not met, the
 * workload waits. It counts when a place is chosen, and moves nothing that has one.
 *
 * @param require labels of which a node must have all, each with one of these values
 * @param near services of the same robot, each of which must be within reach; may be its own, which
 *     the first of it need not find
 * @param apart services of the same robot of which none may be within reach; may be its own
 */
public record Wishes(
    SortedMap<String, List<String>> require,
    List<Preference> prefer,
    Optional<Spread> spread,
    List<Company> near,
    List<Company> apart) {

  public static final Wishes NONE =
      new Wishes(new TreeMap<>(), List.of(), Optional.empty(), List.of(), List.of());

  /** How many labels, preferences or services stand in one list. */
  public static final int COUNT_MAX = 32;

  public static final int WEIGHT_MAX = 100;
  public static final int SKEW_MAX = 10_000;

  public Wishes {
    require = labels(require);
    prefer = List.copyOf(prefer);
    near = List.copyOf(near);
    apart = List.copyOf(apart);
    Stream.of(prefer, near, apart).map(List::size).forEach(Wishes::checkCount);
  }

  /**
   * Nodes that would be better by so much.
   *
   * @param match labels of which they have all, each with one of these values
   */
  public record Preference(SortedMap<String, List<String>> match, int weight) {
    public Preference {
      match = labels(match);
      if (match.isEmpty() || weight < 1 || weight > WEIGHT_MAX) {
        throw new IllegalArgumentException(
            "a preference has labels, and a weight from 1 to " + WEIGHT_MAX);
      }
    }
  }

  /**
   * Evenly over the values of a label.
   *
   * @param maxSkew by how many the value with the most may have more than that with the least
   */
  public record Spread(String over, int maxSkew) {
    public Spread {
      if (maxSkew < 1 || maxSkew > SKEW_MAX) {
        throw new IllegalArgumentException("max-skew is from 1 to " + SKEW_MAX);
      }
    }
  }

  /**
   * Another service.
   *
   * @param within the label whose value two nodes share that are within reach
   */
  public record Company(String service, String within) {}

  public boolean none() {
    return equals(NONE);
  }

  private static SortedMap<String, List<String>> labels(SortedMap<String, List<String>> some) {
    checkCount(some.size());
    SortedMap<String, List<String>> labels = new TreeMap<>();
    some.forEach(
        (key, values) -> {
          checkCount(values.size());
          labels.put(key, values.stream().distinct().sorted().toList());
        });
    return Collections.unmodifiableSortedMap(labels);
  }

  private static void checkCount(int count) {
    if (count > COUNT_MAX) {
      throw new IllegalArgumentException("placement has at most " + COUNT_MAX + " of a kind");
    }
  }
}
