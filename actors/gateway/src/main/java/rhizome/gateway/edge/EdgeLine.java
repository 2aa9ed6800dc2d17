package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Command.ConfirmTable;
import rhizome.grid.workload.Workload;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.cluster.HostPort;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

/**
 * The grid as the link of an agent that is no member sees it: at the other end of one stream, to
 * whichever of its gateways answers. While there is no stream questions wait, and heartbeats are
 * let go, since the next one says it all (ADR 0009).
 */
public final class EdgeLine implements AgentLink.Surroundings {

  private static final Duration BYE_MAX = Duration.ofSeconds(3);

  /**
   * Who calls, and where.
   *
   * @param boot of the agent's process
   * @param terms on which the agent keeps what is not renewed
   * @param news is told, in words, what becomes of the line
   */
  public record Caller(
      NodeId node,
      String boot,
      Facts facts,
      LeaseTerms terms,
      List<HostPort> gateways,
      Consumer<String> news) {
    public Caller {
      gateways = List.copyOf(gateways);
      if (gateways.isEmpty()) {
        throw new IllegalArgumentException("a line needs at least one gateway to call");
      }
    }
  }

  private final ActorRef<LineShell.Message> shell;
  private final CompletableFuture<Refused> refused;

  private EdgeLine(ActorRef<LineShell.Message> shell, CompletableFuture<Refused> refused) {
    this.shell = shell;
    this.refused = refused;
  }

  /** Begins to call; returns at once. */
  public static EdgeLine open(
      ActorSystem<?> system, Caller caller, Trust trust, LineSettings settings) {
    CompletableFuture<Refused> refused = new CompletableFuture<>();
    Dialler dialler = new Dialler(system, trust, settings);
    ActorRef<LineShell.Message> shell =
        system.systemActorOf(
            LineShell.create(caller, dialler, settings, refused),
            "line-" + caller.node() + "-" + UUID.randomUUID(),
            Props.empty());
    return new EdgeLine(shell, refused);
  }

  @Override
  public CompletionStage<Answer> node(Node.Command command) {
    return switch (command) {
      case Node.Command.Enrol(var facts, var boot, var at) ->
          ask(new Matter.Enrol(facts, boot, at));
      case Node.Command.Free(var workload, long epoch, var at) ->
          ask(new Matter.Free(workload, epoch, at));
      case Node.Command.Suspect _,
          Node.Command.ExpireLease _,
          Node.Command.Reserve _,
          Node.Command.Release _,
          Node.Command.Cordon _,
          Node.Command.Uncordon _,
          Node.Command.Drain _,
          Node.Command.PassDeadline _,
          Node.Command.Sleep _,
          Node.Command.Wake _,
          Node.Command.Remove _,
          Node.Command.ConfirmForgotten _ ->
          throw new IllegalArgumentException("no agent says to its node: " + command);
    };
  }

  @Override
  public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
    if (command instanceof Workload.Command.Observe(_, var report, _)) {
      return ask(new Matter.Observe(report));
    }
    throw new IllegalArgumentException("no agent says to a workload: " + command);
  }

  @Override
  public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
    if (command instanceof ConfirmTable(var workload, long epoch, long revision, var at)) {
      return ask(new Matter.Tabled(workload, epoch, revision, at));
    }
    throw new IllegalArgumentException("no agent says to a robot: " + command);
  }

  private CompletionStage<Answer> ask(Matter matter) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    shell.tell(new LineShell.Ask(matter, answer));
    return answer;
  }

  @Override
  public void beat(Heartbeat heartbeat, ActorRef<Order> orders) {
    shell.tell(new LineShell.Pulse(heartbeat, orders));
  }

  /** Completes when a gateway refused this agent for good; the line is not opened again. */
  public CompletionStage<Refused> refused() {
    return refused;
  }

  /** Says goodbye, so that nobody suspects anything, and calls nobody any more. */
  public void close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    shell.tell(new LineShell.Leave(closed));
    closed.completeOnTimeout(null, BYE_MAX.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
