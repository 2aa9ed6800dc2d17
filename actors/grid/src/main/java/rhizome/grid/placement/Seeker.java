package rhizome.grid.placement;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * A workload that seeks a place.
 *
 * @param avoid nodes that failed it before; taken only if nothing else fits
 * @param home taken before all others if it can be
 * @param priority whose places it may take, if any
 */
public record Seeker(
    WorkloadId workload,
    Resources amount,
    List<NodeId> avoid,
    Optional<NodeId> home,
    Wishes wishes,
    Priority priority) {

  public Seeker {
    avoid = List.copyOf(avoid);
  }

  /** One that goes neither before nor after others. */
  public Seeker(
      WorkloadId workload,
      Resources amount,
      List<NodeId> avoid,
      Optional<NodeId> home,
      Wishes wishes) {
    this(workload, amount, avoid, home, wishes, Priority.USUAL);
  }

  /** One that did not fail anywhere, and is at home nowhere. */
  public Seeker(WorkloadId workload, Resources amount, Wishes wishes) {
    this(workload, amount, List.of(), Optional.empty(), wishes);
  }

  /** The same, before or after others. */
  public Seeker with(Priority other) {
    return new Seeker(workload, amount, avoid, home, wishes, other);
  }

  Kin kin() {
    return Kin.of(workload);
  }
}
