package rhizome.cli.bench.cluster.crowd;

import akka.actor.typed.ActorRef;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rhizome.blueprints.model.Resources;
import rhizome.cli.client.GridFile;
import rhizome.cli.client.MemberFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.HostRefused;
import rhizome.cli.host.Settings;
import rhizome.grid.node.Facts;
import rhizome.kernel.NodeId;
import rhizome.runtime.cluster.ClusterProfile;
import rhizome.runtime.cluster.JoinRefused;
import rhizome.runtime.cluster.KnownMembers;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.cluster.MemberSettings;
import rhizome.runtime.cluster.Role;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.grid.Member;
import rhizome.runtime.node.AgentLink;

/** Many nodes without machines, which speak with a grid through one member in this JVM. */
public final class SimulatedNodes implements AutoCloseable {

  private static final Resources CAPACITY = new Resources(1_000_000, 1L << 40);

  private static final String NO_JOURNAL =
      """
      akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
      akka.persistence.snapshot-store.plugin = ""
      """;

  private final Member member;
  private final List<SimulatedWorkshop> workshops = new ArrayList<>();

  private SimulatedNodes(Member member) {
    this.member = member;
  }

  /** Joins the grid of a data folder, and enrols them. */
  public static SimulatedNodes join(Path data, int count) {
    Optional<MemberFile> clustered = MemberFile.read(data);
    SimulatedNodes nodes =
        new SimulatedNodes(
            clustered.isPresent()
                ? inCluster(data, clustered.get().address())
                : besideControl(data));
    for (int i = 1; i <= count; i++) {
      nodes.enrol(new NodeId("sim-" + i));
    }
    return nodes;
  }

  private static Member besideControl(Path data) {
    GridFile file =
        GridFile.read(data)
            .orElseThrow(() -> new Trouble(ExitCode.UNREACHABLE, "no grid runs on " + data));
    try {
      Settings settings = Settings.read(data);
      Config own = Messages.config().withFallback(settings.own());
      return Member.node(data, file.member(), own, settings.grid());
    } catch (HostRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** As {@code rhizome join --role node} would, but for the agent. */
  private static Member inCluster(Path data, String control) {
    Config own =
        Messages.config()
            .withFallback(place(control.substring(control.indexOf('@') + 1)))
            .withFallback(ConfigFactory.parseString(NO_JOURNAL))
            .withFallback(MemberKeys.open(data).config());
    Config all = ClusterProfile.of(own);
    try {
      return Member.join(
          MemberSettings.from(all),
          KnownMembers.open(Files.createDirectories(data.resolve("simulated"))),
          own,
          GridSettings.from(all));
    } catch (IOException | JoinRefused e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Config place(String seed) {
    return ConfigFactory.parseMap(
            Map.of(
                "roles",
                List.of(Role.NODE.word()),
                "seeds",
                List.of(seed),
                "port",
                0,
                "management.port",
                0),
            "the benchmark")
        .atPath("rhizome.cluster");
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
  public int held() {
    return workshops.stream().mapToInt(SimulatedWorkshop::size).sum();
  }

  @Override
  public void close() {
    member.close();
  }
}
