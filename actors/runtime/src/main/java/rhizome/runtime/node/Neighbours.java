package rhizome.runtime.node;

import java.time.Duration;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Lease;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/** What a zone asks of the entities around it. */
public interface Neighbours {

  /** Have the node hand out again what it owes. */
  void wake(NodeId node);

  /** Tell the node that nothing was heard of it for so long; {@code done} once it has answered. */
  void suspect(Silent silent, Duration silence, Runnable done);

  /**
   * Tell the node that its lease ran out; {@code done} once it has answered, {@code stranger} in
   * its place if there is no such node.
   */
  void expire(Silent silent, Duration silence, Runnable done, Runnable stranger);

  /** A place was found for one who had waited; {@code preempting} if others have to leave it. */
  void place(ZoneShell.FindPlace waiting, NodeId node, boolean preempting);

  /** Replacement was stopped, or goes on. */
  void turned(Governor.Turn turn);

  /** Have a workload seek another place, and leave this one if it finds it by then. */
  void vacate(WorkloadId workload, Lease lease, String why, Duration deadline);

  /** Have a node powered down or up; {@code refused} if it will not hear of it. */
  void power(Power.Wish wish, Duration deadline, Runnable refused);
}
