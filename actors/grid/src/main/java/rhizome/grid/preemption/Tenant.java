package rhizome.grid.preemption;

import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Priority;
import rhizome.kernel.WorkloadId;

/**
 * A workload that has a place on a node.
 *
 * @param bound it has volumes there, of which no other node knows
 */
public record Tenant(WorkloadId workload, Resources amount, Priority priority, boolean bound) {

  public static Tenant of(WorkloadId workload, Spec spec) {
    return new Tenant(workload, spec.resources(), spec.priority(), isBound(spec));
  }

  /** Whether what a spec describes finds its data again only where it was. */
  public static boolean isBound(Spec spec) {
    return spec.single() && !spec.supplies().volumes().isEmpty();
  }
}
