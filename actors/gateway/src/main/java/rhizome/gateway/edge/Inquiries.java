package rhizome.gateway.edge;

import akka.pattern.StatusReply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/** Who waits for what one agent was asked: a piece of a log, or how an errand ended. */
final class Inquiries {

  private final Map<Long, Order.ReadLog> logs = new LinkedHashMap<>();
  private final Map<Long, Order.Perform> errands = new LinkedHashMap<>();
  private final String agent;
  private final int max;
  private long asked;

  /**
   * @param max who may wait for each kind; beyond it, who waited longest is told that there is no
   *     answer
   */
  Inquiries(String agent, int max) {
    this.agent = agent;
    this.max = max;
  }

  /** Nothing for what edge agents are not asked: they do not tell what workloads use. */
  Optional<GatewayFrame> ask(Order.Question question) {
    return switch (question) {
      case Order.ReadLog read -> {
        long id = add(logs, read);
        int bytes = Math.clamp(read.max(), 0, LogSlice.BYTES_MAX);
        yield Optional.of(new GatewayFrame.ReadLog(id, read.workload(), read.offset(), bytes));
      }
      case Order.Perform perform ->
          Optional.of(new GatewayFrame.Perform(add(errands, perform), perform.errand()));
      case Order.Measure measure -> {
        measure.refuse(agent + " is an edge agent, which is not asked what workloads use");
        yield Optional.empty();
      }
    };
  }

  private <Q extends Order.Question> long add(Map<Long, Q> waiting, Q question) {
    if (waiting.size() >= max) {
      Iterator<Q> oldest = waiting.values().iterator();
      oldest.next().refuse(agent + " does not answer");
      oldest.remove();
    }
    waiting.put(++asked, question);
    return asked;
  }

  void answer(LogReply reply) {
    Order.ReadLog read = logs.remove(reply.id());
    if (read != null) {
      reply
          .slice()
          .ifPresentOrElse(
              slice -> read.replyTo().tell(StatusReply.success(slice)),
              () -> read.refuse(reply.error()));
    }
  }

  void answer(Performed performed) {
    Order.Perform perform = errands.remove(performed.id());
    if (perform != null) {
      perform.replyTo().tell(StatusReply.success(performed.answer()));
    }
  }

  void refuse(Order.Question question) {
    question.refuse(agent + " is not connected");
  }

  void end() {
    logs.values().forEach(this::refuse);
    errands.values().forEach(this::refuse);
    logs.clear();
    errands.clear();
  }
}
