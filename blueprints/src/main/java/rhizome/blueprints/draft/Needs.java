package rhizome.blueprints.draft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.model.Condition;

/** Who waits for whom, never in a circle. */
public final class Needs {

  private final Map<String, List<String>> needs = new TreeMap<>();
  private final Map<String, SortedMap<String, Condition>> conditions = new TreeMap<>();

  /** Whether {@code service} now needs {@code other}; not if they would wait for each other. */
  public boolean add(String service, String other) {
    return add(service, other, Condition.READY);
  }

  /** The same, and how far the other must be. */
  public boolean add(String service, String other, Condition condition) {
    if (waits(other, service)) {
      return false;
    }
    List<String> known = needs.computeIfAbsent(service, _ -> new ArrayList<>());
    if (!known.contains(other)) {
      known.add(other);
      conditions.computeIfAbsent(service, _ -> new TreeMap<>()).put(other, condition);
    }
    return true;
  }

  /** What {@code service} needs, in the order in which it was said. */
  public List<String> of(String service) {
    return List.copyOf(needs.getOrDefault(service, List.of()));
  }

  /** How far each of these must be. */
  public SortedMap<String, Condition> conditions(String service) {
    return new TreeMap<>(conditions.getOrDefault(service, Collections.emptySortedMap()));
  }

  private boolean waits(String from, String to) {
    Set<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (next.equals(to)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(needs.getOrDefault(next, List.of()));
      }
    }
    return false;
  }
}
