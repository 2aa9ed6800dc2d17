package rhizome.runtime.entity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an entity owes, no duty twice, and how that differs from what it owed before. */
record Owed<D>(List<D> duties) {

  Owed {
    duties = List.copyOf(duties);
  }

  /**
   * The duties that {@code before} did not have, in their order. An event changes few duties of
   * many, so both ends that stayed the same are passed over without hashing them.
   */
  List<D> since(Owed<D> before) {
    List<D> old = before.duties;
    int shorter = Math.min(old.size(), duties.size());
    int head = 0;
    while (head < shorter && old.get(head).equals(duties.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(duties.get(duties.size() - 1 - tail))) {
      tail++;
    }
    Set<D> changed = new HashSet<>(old.subList(head, old.size() - tail));
    return duties.subList(head, duties.size() - tail).stream()
        .filter(duty -> !changed.contains(duty))
        .toList();
  }
}
