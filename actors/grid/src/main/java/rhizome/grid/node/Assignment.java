package rhizome.grid.node;

import rhizome.blueprints.model.Spec;
import rhizome.kernel.WorkloadId;

/**
 * What a node is told to keep alive. A higher epoch of the same workload replaces a lower one; a
 * lower one is stale and refused.
 *
 * @param reaches whether it is told endpoints, for which its first process waits a moment
 */
public record Assignment(WorkloadId workload, long epoch, Spec spec, boolean reaches) {

  public Assignment {
    if (epoch < 1) {
      throw new IllegalArgumentException("an epoch counts from 1, not " + epoch);
    }
  }

  /** One that is told nothing. */
  public Assignment(WorkloadId workload, long epoch, Spec spec) {
    this(workload, epoch, spec, false);
  }
}
