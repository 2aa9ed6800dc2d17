package rhizome.cli.chaos.history;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the grid says of itself when all is over. */
public record Account(SortedMap<String, RobotState> robots, SortedMap<String, String> workloads) {

  /** {@code replicas} by service; none of one that is not active. */
  public record RobotState(String phase, long generation, SortedMap<String, Integer> replicas) {
    public RobotState {
      replicas = Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
    }

    public boolean isActive() {
      return phase.equals("active");
    }
  }

  public static final Account NOTHING =
      new Account(Collections.emptySortedMap(), Collections.emptySortedMap());

  public Account {
    robots = Collections.unmodifiableSortedMap(new TreeMap<>(robots));
    workloads = Collections.unmodifiableSortedMap(new TreeMap<>(workloads));
  }

  /** The workloads of which another says something else. */
  public SortedSet<String> changed(Account other) {
    SortedSet<String> changed = new TreeSet<>(workloads.keySet());
    changed.removeIf(workload -> workloads.get(workload).equals(other.workloads.get(workload)));
    return changed;
  }
}
