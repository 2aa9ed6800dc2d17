package rhizome.blueprints.draft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who waits for whom, never in a circle. */
public final class Needs {

  private final Map<String, List<String>> needs = new TreeMap<>();

  /** Whether {@code service} now needs {@code other}; not if they would wait for each other. */
  public boolean add(String service, String other) {
    if (waits(other, service)) {
      return false;
    }
    List<String> known = needs.computeIfAbsent(service, _ -> new ArrayList<>());
    if (!known.contains(other)) {
      known.add(other);
    }
    return true;
  }

  /** What {@code service} needs, in the order in which it was said. */
  public List<String> of(String service) {
    return List.copyOf(needs.getOrDefault(service, List.of()));
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
