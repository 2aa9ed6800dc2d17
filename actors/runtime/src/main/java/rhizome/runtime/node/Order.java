package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.Wire;

/** What a zone tells the link of an agent. */
public sealed interface Order extends Wire {

  /** The zone does not know you: enrol your node. */
  record Introduce() implements Order {}

  /** This is everything to hold; whatever else you hold, stop. */
  record Sync(List<Assignment> assignments) implements Order {}

  record Assign(Assignment assignment) implements Order {}

  record Drop(WorkloadId workload, long epoch) implements Order {}

  /**
   * A majority of the control members heard the heartbeat of this number, or a later one of its
   * boot: the node's lease runs on from the moment at which that heartbeat was sent.
   */
  record Renewed(long number) implements Order {}

  record ReadLog(WorkloadId workload, long offset, int max, ActorRef<StatusReply<LogSlice>> replyTo)
      implements Order {}
}
