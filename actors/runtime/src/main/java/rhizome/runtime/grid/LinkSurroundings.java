package rhizome.runtime.grid;

import akka.actor.typed.ActorRef;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.ZoneShell;

/** The grid as one agent's link sees it. */
record LinkSurroundings(NodeId id, ZoneId zone, Entities entities, Zones zones, Wardens wardens)
    implements AgentLink.Surroundings {

  @Override
  public CompletionStage<Answer> node(Node.Command command) {
    return entities.ask(Kind.NODE, id, command).handle(LinkSurroundings::answer);
  }

  @Override
  public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
    return entities.ask(Kind.WORKLOAD, workload, command).handle(LinkSurroundings::answer);
  }

  @Override
  public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
    return entities.ask(Kind.ROBOT, robot, command).handle(LinkSurroundings::answer);
  }

  @Override
  public void beat(Heartbeat heartbeat, ActorRef<Order> orders) {
    zones.tell(zone, new ZoneShell.Beat(heartbeat, orders));
    wardens.beat(heartbeat, orders);
  }

  private static Answer answer(@Nullable Receipt receipt, @Nullable Throwable failure) {
    if (receipt != null || failure == null) {
      return new Answer.Taken();
    }
    return Refusals.of(failure).<Answer>map(Answer.Refused::new).orElseGet(Answer.Lost::new);
  }
}
