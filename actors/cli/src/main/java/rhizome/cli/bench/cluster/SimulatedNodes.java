package rhizome.cli.bench.cluster;

import akka.actor.typed.ActorRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import rhizome.blueprints.model.Resources;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.Settings;
import rhizome.grid.node.Facts;
import rhizome.kernel.NodeId;
import rhizome.runtime.grid.Member;
import rhizome.runtime.node.AgentLink;

/** Many nodes without machines, which speak with a grid through one member in this JVM. */
final class SimulatedNodes implements AutoCloseable {

  private static final Resources CAPACITY = new Resources(1_000_000, 1L << 40);

  private final Member member;
  private final List<SimulatedWorkshop> workshops = new ArrayList<>();

  private SimulatedNodes(Member member) {
    this.member = member;
  }

  /** Joins the grid of a data folder, and enrols them. */
  static SimulatedNodes join(Path data, int count) {
    GridFile file =
        GridFile.read(data)
            .orElseThrow(() -> new Trouble(ExitCode.UNREACHABLE, "no grid runs on " + data));
    SimulatedNodes nodes;
    try {
      Settings settings = Settings.read(data);
      nodes = new SimulatedNodes(Member.node(data, file.member(), settings.own(), settings.grid()));
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    for (int i = 1; i <= count; i++) {
      nodes.enrol(new NodeId("sim-" + i));
    }
    return nodes;
  }

  private void enrol(NodeId node) {
    SimulatedWorkshop workshop = new SimulatedWorkshop();
    Facts facts = new Facts(member.grid().zone(), "simulated", CAPACITY);
    String boot = UUID.randomUUID().toString();
    ActorRef<AgentLink.Message> link =
        member
            .grid()
            .link(
                new AgentLink.Identity(node, boot, facts, member.grid().heartbeatInterval()),
                workshop);
    workshop.reportTo(link);
    workshops.add(workshop);
  }

  /** How many workloads they hold together. */
  int held() {
    return workshops.stream().mapToInt(SimulatedWorkshop::size).sum();
  }

  @Override
  public void close() {
    member.close();
  }
}
