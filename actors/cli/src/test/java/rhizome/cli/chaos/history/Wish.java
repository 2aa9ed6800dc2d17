package rhizome.cli.chaos.history;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an operator asks for. */
public sealed interface Wish {

  /**
   * @param replicas by service
   * @param mark told to every program; another mark replaces them all
   */
  record Apply(String robot, SortedMap<String, Integer> replicas, String mark) implements Wish {
    public Apply {
      replicas = Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
    }
  }

  record Destroy(String robot) implements Wish {}

  record Retry(String workload) implements Wish {}

  record Drain(String node) implements Wish {}

  /** The robot it is about; empty for a node's. */
  default String robot() {
    return switch (this) {
      case Apply(var robot, _, _) -> robot;
      case Destroy(var robot) -> robot;
      case Retry(var workload) -> workload.substring(0, workload.indexOf('/'));
      case Drain _ -> "";
    };
  }
}
