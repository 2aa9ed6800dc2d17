package rhizome.gateway.edge;

import java.util.concurrent.CompletionStage;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.grid.Grid;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;

/** The grid, as the door of its agents needs it. */
public interface EdgePort {

  AgentLink.Surroundings surroundings(NodeId node, ZoneId zone);

  /** On what terms the grid gives to others what a silent agent held. */
  LeaseTerms terms();

  /** Where nodes enrol and workloads look for a place. */
  ZoneId zone();

  /** Where what agents show at the door is kept for who looks the grid over. */
  AgentCertificates certificates();

  /** What an agent asks, asked of the entity that knows. */
  default CompletionStage<Answer> ask(Matter matter, NodeId node, Facts facts) {
    AgentLink.Surroundings grid = surroundings(node, facts.zone());
    return switch (matter) {
      case Matter.Enrol(var said, var boot, var at) ->
          grid.node(new Node.Command.Enrol(said, boot, at));
      case Matter.Free(var workload, long epoch, var at) ->
          grid.node(new Node.Command.Free(workload, epoch, at));
      case Matter.Observe(var report) ->
          grid.workload(
              report.workload(), new Workload.Command.Observe(node, report, facts.address()));
      case Matter.Tabled(var workload, long epoch, long revision, var at) ->
          grid.robot(
              workload.robot(), new Robot.Command.ConfirmTable(workload, epoch, revision, at));
    };
  }

  /** What a gateway saw with its own eyes. */
  @FunctionalInterface
  interface Witness {

    /**
     * The connection of this boot ended as it does when its process or its host dies, and it has
     * not come back. The network may have done the same, so this is a suspicion and no proof.
     */
    void saw(NodeId node, String boot, String reason);
  }

  void witness(NodeId node, String boot, String reason);

  static EdgePort of(Grid grid, Witness witness) {
    return new EdgePort() {
      @Override
      public AgentLink.Surroundings surroundings(NodeId node, ZoneId zone) {
        return grid.surroundings(node, zone);
      }

      @Override
      public LeaseTerms terms() {
        return grid.terms();
      }

      @Override
      public ZoneId zone() {
        return grid.zone();
      }

      @Override
      public AgentCertificates certificates() {
        return grid.agentCertificates();
      }

      @Override
      public void witness(NodeId node, String boot, String reason) {
        witness.saw(node, boot, reason);
      }
    };
  }
}
