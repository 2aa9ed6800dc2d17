package rhizome.gateway.edge;

import akka.pattern.StatusReply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import rhizome.runtime.edge.AgentFrame.LogReply;
import rhizome.runtime.edge.AgentFrame.Measured;
import rhizome.runtime.edge.AgentFrame.Performed;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/**
 * Who waits for what one agent was asked: a piece of a log, how an errand ended, what a workload
 * uses.
 */
final class Inquiries {

  private final Map<Long, Order.ReadLog> logs = new LinkedHashMap<>();
  private final Map<Long, Order.Perform> errands = new LinkedHashMap<>();
  private final Map<Long, Order.Measure> measures = new LinkedHashMap<>();
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

  GatewayFrame ask(Order.Question question) {
    return switch (question) {
      case Order.ReadLog read -> {
        long id = add(logs, read);
        int bytes = Math.clamp(read.max(), 0, LogSlice.BYTES_MAX);
        yield new GatewayFrame.ReadLog(id, read.workload(), read.offset(), bytes);
      }
      case Order.Perform perform ->
          new GatewayFrame.Perform(add(errands, perform), perform.errand());
      case Order.Measure measure ->
          new GatewayFrame.Measure(
              add(measures, measure), measure.workload(), measure.epoch(), measure.metrics());
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

  void answer(Measured measured) {
    Order.Measure measure = measures.remove(measured.id());
    if (measure != null) {
      measured
          .reading()
          .ifPresentOrElse(
              reading -> measure.replyTo().tell(StatusReply.success(reading)),
              () -> measure.refuse(measured.error()));
    }
  }

  void refuse(Order.Question question) {
    question.refuse(agent + " is not connected");
  }

  void end() {
    logs.values().forEach(this::refuse);
    errands.values().forEach(this::refuse);
    measures.values().forEach(this::refuse);
    measures.clear();
    logs.clear();
    errands.clear();
  }
}
