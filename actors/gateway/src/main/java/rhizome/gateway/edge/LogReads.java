package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/** Who waits for a piece of a log that one agent was asked for. */
final class LogReads {

  private final Map<Long, ActorRef<StatusReply<LogSlice>>> waiting = new LinkedHashMap<>();
  private final String agent;
  private final int max;
  private long asked;

  /**
   * @param max who may wait; beyond it, who waited longest is told that there is no answer
   */
  LogReads(String agent, int max) {
    this.agent = agent;
    this.max = max;
  }

  GatewayFrame.ReadLog ask(Order.ReadLog read) {
    if (waiting.size() >= max) {
      Iterator<ActorRef<StatusReply<LogSlice>>> oldest = waiting.values().iterator();
      oldest.next().tell(StatusReply.error(agent + " does not answer"));
      oldest.remove();
    }
    waiting.put(++asked, read.replyTo());
    int bytes = Math.clamp(read.max(), 0, LogSlice.BYTES_MAX);
    return new GatewayFrame.ReadLog(asked, read.workload(), read.offset(), bytes);
  }

  void answer(LogReply reply) {
    ActorRef<StatusReply<LogSlice>> asker = waiting.remove(reply.id());
    if (asker != null) {
      asker.tell(
          reply
              .slice()
              .map(StatusReply::success)
              .orElseGet(() -> StatusReply.error(reply.error())));
    }
  }

  void refuse(Order.ReadLog read) {
    read.replyTo().tell(gone());
  }

  void end() {
    waiting.values().forEach(asker -> asker.tell(gone()));
    waiting.clear();
  }

  private StatusReply<LogSlice> gone() {
    return StatusReply.error(agent + " is not connected");
  }
}
