package rhizome.runtime.edge;

import java.util.List;
import rhizome.blueprints.scale.Target;
import rhizome.grid.task.Errand;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

/** What a gateway says to an agent. */
public sealed interface GatewayFrame {

  /**
   * The agent is known; the first frame, if it is not {@link Refused}.
   *
   * @param since when this boot was first welcomed anywhere; the agent says it in its next Hello
   * @param inFlightMax questions that may wait for an answer at the same time
   */
  record Welcome(int version, long since, int inFlightMax) implements GatewayFrame {}

  /**
   * What the zone orders; a {@link Order.Question} is a frame of its own, because it is answered.
   *
   * @param turn of the agent's boot that it is for, as that counts it
   * @param more whether the list of a {@link Order.Sync} goes on in the next frame
   */
  record Ordered(int turn, Order order, boolean more) implements GatewayFrame {}

  record Answered(long id, Answer answer) implements GatewayFrame {}

  /** What the link of the agent answers, by a frame with the same {@code id}. */
  sealed interface Question extends GatewayFrame {}

  /** Answered by {@link AgentFrame.LogReply}. */
  record ReadLog(long id, WorkloadId workload, long offset, int max) implements Question {}

  /** Answered by {@link AgentFrame.Performed}, when it is over. */
  record Perform(long id, Errand errand) implements Question {}

  /** Answered by {@link AgentFrame.Measured}. */
  record Measure(long id, WorkloadId workload, long epoch, List<Target.Metric> metrics)
      implements Question {
    public Measure {
      metrics = List.copyOf(metrics);
    }
  }

  /** The last frame. */
  record Refused(Refusal reason, String remedy) implements GatewayFrame {}
}
