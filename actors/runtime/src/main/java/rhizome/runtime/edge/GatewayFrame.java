package rhizome.runtime.edge;

import java.util.List;
import rhizome.grid.node.Assignment;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.AgentLink.Answer;

/** What a gateway says to an agent. */
public sealed interface GatewayFrame {

  /**
   * The agent is known; the first frame, if it is not {@link Refused}.
   *
   * @param since when this boot was first welcomed anywhere; the agent says it in its next Hello
   * @param inFlightMax questions that may wait for an answer at the same time
   */
  record Welcome(int version, long since, int inFlightMax) implements GatewayFrame {}

  /** See {@link rhizome.runtime.node.Order.Renewed}. */
  record Renewed(long number) implements GatewayFrame {}

  record Answered(long id, Answer answer) implements GatewayFrame {}

  record Introduce() implements GatewayFrame {}

  /** A part of the list of everything to hold; the last has no {@code more}. */
  record Sync(List<Assignment> assignments, boolean more) implements GatewayFrame {}

  record Assign(Assignment assignment) implements GatewayFrame {}

  record Drop(WorkloadId workload, long epoch) implements GatewayFrame {}

  /** Answered by {@link AgentFrame.LogReply} with the same {@code id}. */
  record ReadLog(long id, WorkloadId workload, long offset, int max) implements GatewayFrame {}

  /** The last frame. */
  record Refused(Refusal reason, String remedy) implements GatewayFrame {}
}
