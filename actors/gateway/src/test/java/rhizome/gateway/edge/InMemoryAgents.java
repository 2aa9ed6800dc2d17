package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

/** A grid that notes what it is told, answers when it is let, and says what it is made to say. */
final class InMemoryAgents implements EdgePort {

  static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofSeconds(3), Duration.ofMillis(400));

  /** What one node asked, and its answer to come. */
  record Asked(NodeId node, Object command, CompletableFuture<Answer> answer) {}

  record Death(NodeId node, String boot, String reason) {}

  final AgentCertificates certificates = new AgentCertificates();
  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final List<Heartbeat> beats = new CopyOnWriteArrayList<>();
  final List<Death> deaths = new CopyOnWriteArrayList<>();
  final Map<NodeId, ActorRef<Order>> orders = new ConcurrentHashMap<>();
  volatile boolean answers = true;
  volatile boolean renews;

  @Override
  public AgentCertificates certificates() {
    return certificates;
  }

  @Override
  public AgentLink.Surroundings surroundings(NodeId node, ZoneId zone) {
    return new AgentLink.Surroundings() {
      @Override
      public CompletionStage<Answer> node(Node.Command command) {
        return ask(node, command);
      }

      @Override
      public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
        return ask(node, command);
      }

      @Override
      public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
        return ask(node, command);
      }

      @Override
      public void beat(Heartbeat heartbeat, ActorRef<Order> link) {
        beats.add(heartbeat);
        orders.put(node, link);
        if (renews) {
          link.tell(new Order.Renewed(heartbeat.number()));
        }
      }
    };
  }

  /** As the zone of a node orders; the agent must have been heard. */
  void order(NodeId node, Order order) {
    Optional.ofNullable(orders.get(node)).orElseThrow().tell(order);
  }

  private CompletionStage<Answer> ask(NodeId node, Object command) {
    Asked question = new Asked(node, command, new CompletableFuture<>());
    asked.add(question);
    if (answers) {
      question.answer.complete(new Answer.Taken());
    }
    return question.answer;
  }

  @Override
  public LeaseTerms terms() {
    return TERMS;
  }

  @Override
  public ZoneId zone() {
    return Ends.FACTS.zone();
  }

  @Override
  public void witness(NodeId node, String boot, String reason) {
    deaths.add(new Death(node, boot, reason));
  }
}
