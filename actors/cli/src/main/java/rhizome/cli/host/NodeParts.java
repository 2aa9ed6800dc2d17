package rhizome.cli.host;

import akka.actor.typed.ActorRef;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import rhizome.agent.Agent;
import rhizome.agent.AgentLimits;
import rhizome.agent.AgentSettings;
import rhizome.agent.supplies.Vault;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.Workshop;
import rhizome.runtime.power.Switch;

/** One agent and the link that speaks for it. */
record NodeParts(Agent agent) {

  /** Starts the link of an agent; what it returns is told every report. */
  @FunctionalInterface
  interface Linker {
    ActorRef<AgentLink.Message> link(AgentLink.Identity identity, Workshop workshop);
  }

  /**
   * Opens both.
   *
   * @param terms on which the node holds what is single
   */
  static NodeParts open(
      GridSettings grid, LeaseTerms terms, Linker linker, NodeSettings settings, AgentLimits limits)
      throws IOException {
    NodeId node = settings.node();
    String boot = UUID.randomUUID().toString();
    Relay relay = new Relay();
    Seed seed = new Seed(UUID.randomUUID().getMostSignificantBits());
    Agent agent =
        Agent.open(
            AgentSettings.of(settings.work(), node, seed, limits)
                .with(terms)
                .withVault(Vault.in(settings.data()).folder()),
            relay);
    Facts facts =
        new Facts(
            grid.zone(),
            Machine.host(),
            settings.capacity(),
            settings.address(),
            settings.labels());
    Switch down = new Switch("rhizome.power.down", settings.powerDown());
    Duration beat = grid.heartbeatInterval();
    AgentLink.Identity identity = new AgentLink.Identity(node, boot, facts, beat, terms);
    relay.connect(linker.link(identity, new AgentWorkshop(agent, node, down)));
    return new NodeParts(agent);
  }

  /** Ends the agent; its workloads run on only if they are kept. */
  void close(boolean keep) {
    if (keep) {
      agent.close();
    } else {
      agent.shutdown();
    }
  }
}
