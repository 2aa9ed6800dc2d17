package rhizome.runtime.node;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;

/**
 * Assignments that wait for their first table: a process should find in its environment whom it
 * uses, but not wait for that for ever.
 */
final class Untold {

  private final Workshop workshop;
  private final Map<WorkloadId, Assignment> waiting = new TreeMap<>();

  Untold(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Begins it, or answers that it waits from now on. */
  boolean holdsBack(Assignment assignment) {
    if (!assignment.reaches() || isTold(assignment)) {
      workshop.assign(assignment);
      return false;
    }
    return !assignment.equals(waiting.put(assignment.workload(), assignment));
  }

  boolean isTold(Assignment assignment) {
    return workshop.isTold(assignment.workload(), assignment.epoch());
  }

  /** It was told for this epoch, or has waited long enough. */
  void begin(WorkloadId workload, long epoch) {
    Optional.ofNullable(waiting.get(workload))
        .filter(assignment -> assignment.epoch() <= epoch)
        .ifPresent(
            assignment -> {
              waiting.remove(workload);
              workshop.assign(assignment);
            });
  }

  void drop(WorkloadId workload, long epoch) {
    waiting.computeIfPresent(workload, (_, held) -> held.epoch() <= epoch ? null : held);
  }

  void dropAll() {
    waiting.clear();
  }
}
