package rhizome.runtime.node;

import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** A number for a set of leases, so that a zone and an agent can tell that they agree. */
public final class Digest {

  private Digest() {}

  /** The part one lease adds; a set's digest is the sum, in any order. */
  public static long of(WorkloadId workload, long epoch) {
    return new Seed(epoch).fork(workload.toString()).bits(0);
  }
}
