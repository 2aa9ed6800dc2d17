package rhizome.grid.placement;

import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What the workloads of one service have in common. */
record Kin(RobotId robot, String service) {

  static Kin of(WorkloadId workload) {
    return new Kin(workload.robot(), workload.service());
  }
}
