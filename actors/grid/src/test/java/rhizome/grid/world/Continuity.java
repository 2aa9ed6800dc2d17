package rhizome.grid.world;

import java.util.NavigableSet;
import java.util.TreeSet;
import rhizome.grid.workload.Workload;
import rhizome.grid.workload.Workload.State.*;
import rhizome.kernel.WorkloadId;

/**
 * That a shared workload which was ready once, and said so, is ready ever after in one place or
 * another. True only where nothing breaks, nobody wants anything else, and there is room and time
 * to replace it.
 */
public final class Continuity {

  private final Grid grid;
  private final NavigableSet<WorkloadId> known = new TreeSet<>();

  public Continuity(Grid grid) {
    this.grid = grid;
  }

  /** To be called after each thing that happens: a gap may be short. */
  public void look() {
    NavigableSet<WorkloadId> serving = new TreeSet<>();
    grid.agents().values().forEach(agent -> serving.addAll(agent.processes().serving()));
    for (WorkloadId id : known) {
      if (!serving.contains(id)) {
        throw new AssertionError(
            "%s stopped serving at %d ms before another did: %s"
                .formatted(id, grid.time().millis(), grid.workload(id).state()));
      }
    }
    serving.stream().filter(this::isSaidToServe).forEach(known::add);
  }

  private boolean isSaidToServe(WorkloadId id) {
    return grid.workload(id).state() instanceof Active a
        && a.progress().phase() == Workload.Phase.READY
        && !a.wanted().spec().single();
  }

  /** How often one was told to leave, and served on. */
  public long handovers() {
    return grid.workloads().values().stream()
        .flatMap(workload -> workload.journal().stream())
        .filter(event -> event instanceof Workload.Event.Vacated v && v.serving())
        .count();
  }
}
