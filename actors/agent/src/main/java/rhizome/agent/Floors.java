package rhizome.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import rhizome.kernel.WorkloadId;

/** The epochs up to which workloads were stopped here; the longest untouched are forgotten. */
final class Floors {

  static final int REMEMBERED = 10_000;

  private final int most;
  private final Map<WorkloadId, Long> floors = new LinkedHashMap<>();

  Floors(int most) {
    this.most = most;
  }

  long of(WorkloadId workload) {
    return floors.getOrDefault(workload, 0L);
  }

  void raise(WorkloadId workload, long epoch) {
    long floor = Math.max(epoch, of(workload));
    floors.remove(workload);
    if (floor > 0) {
      floors.put(workload, floor);
    }
    if (floors.size() > most) {
      floors.remove(floors.keySet().iterator().next());
    }
  }
}
