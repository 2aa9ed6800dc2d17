package rhizome.gateway.edge;

import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.checkup.AgentCertificates;
import rhizome.runtime.grid.Grid;
import rhizome.runtime.node.AgentLink;

/** The grid, as the door of its agents needs it. */
public interface EdgePort {

  AgentLink.Surroundings surroundings(NodeId node, ZoneId zone);

  /** On what terms the grid gives to others what a silent agent held. */
  LeaseTerms terms();

  /** Where nodes enrol and workloads look for a place. */
  ZoneId zone();

  /** Where what agents show at the door is kept for who looks the grid over. */
  AgentCertificates certificates();

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
