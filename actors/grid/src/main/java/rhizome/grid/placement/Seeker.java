package rhizome.grid.placement;

import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * A workload that seeks a place.
 *
 * @param avoid nodes that failed it before; taken only if nothing else fits
 * @param home taken before all others if it can be
 */
public record Seeker(
    WorkloadId workload,
    Resources amount,
    List<NodeId> avoid,
    Optional<NodeId> home,
    Wishes wishes) {

  public Seeker {
    avoid = List.copyOf(avoid);
  }

  /** One that did not fail anywhere, and is at home nowhere. */
  public Seeker(WorkloadId workload, Resources amount, Wishes wishes) {
    this(workload, amount, List.of(), Optional.empty(), wishes);
  }

  Kin kin() {
    return Kin.of(workload);
  }
}
