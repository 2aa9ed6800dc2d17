package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.List;
import rhizome.blueprints.scale.Target;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
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

  /** What this workload is told in this epoch of those it uses, whether or not it is there yet. */
  record Announce(WorkloadId workload, long epoch, Table table) implements Order {}

  /**
   * A majority of the control members heard the heartbeat of this number, or a later one of its
   * boot: the node's lease runs on from the moment at which that heartbeat was sent.
   */
  record Renewed(long number) implements Order {}

  /** Nobody needs this machine now; said again until it is gone or wanted. */
  record PowerDown() implements Order {}

  /** What is answered; of no boot, since what it is about says itself whether it is there. */
  sealed interface Question extends Order {
    /** Nobody can answer it. */
    void refuse(String why);
  }

  record ReadLog(WorkloadId workload, long offset, int max, ActorRef<StatusReply<LogSlice>> replyTo)
      implements Question {
    @Override
    public void refuse(String why) {
      replyTo.tell(StatusReply.error(why));
    }
  }

  /** Answered when it is over, or cannot be; told again, it is not begun again. */
  record Perform(Errand errand, ActorRef<StatusReply<Errand.Answer>> replyTo) implements Question {
    @Override
    public void refuse(String why) {
      replyTo.tell(StatusReply.error(why));
    }
  }

  /** What a workload uses now, and these numbers that it publishes. */
  record Measure(
      WorkloadId workload,
      long epoch,
      List<Target.Metric> metrics,
      ActorRef<StatusReply<Reading>> replyTo)
      implements Question {
    @Override
    public void refuse(String why) {
      replyTo.tell(StatusReply.error(why));
    }
  }
}
