package rhizome.cli;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.cli.launch.Leftovers;
import rhizome.gateway.edge.DoorSettings;
import rhizome.gateway.edge.EdgeDoor;
import rhizome.gateway.edge.EdgePort;
import rhizome.gateway.edge.Trust;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.grid.Grid;
import rhizome.runtime.grid.GridSettings;
import rhizome.runtime.grid.Member;
import rhizome.runtime.tls.Authority;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Peer;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.Wanted;

/**
 * A real control member in this JVM with doors for agents, and real agents in JVMs of their own.
 */
final class EdgeGrid implements AutoCloseable {

  static final RobotId ROBOT = new RobotId("stay");

  private static final Duration DAYS = Duration.ofDays(2);

  /** So that a JVM on a busy machine is back before it counts as lost. */
  private static final String PATIENT = "rhizome.grid.lease = 60s\n";

  /** What a member of a cluster has, and an agent that is none. */
  private static final String OF_CLUSTER = "rhizome.grid { fence = lease, lease-margin = 400ms }\n";

  private final Path folder;
  private final Authority authority;
  private final Member member;
  private final List<CommandProcess> agents = new ArrayList<>();
  private final List<EdgeDoor> doors = new ArrayList<>();
  final List<String> deaths = new CopyOnWriteArrayList<>();
  private long generation;

  EdgeGrid(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.authority = Authority.init(this.folder.resolve("pki"), Optional.empty());
    authority.issue(new Wanted("g1", Role.MEMBER, List.of(), DAYS));
    var own = ConfigFactory.parseString(PATIENT + OF_CLUSTER);
    this.member =
        Member.control(
            Files.createDirectories(this.folder.resolve("control")),
            own,
            GridSettings.from(Member.profile(own)));
  }

  Grid grid() {
    return member.grid();
  }

  EdgeDoor door() {
    Credentials credentials = Credentials.open(folder.resolve("pki").resolve("g1"), Role.MEMBER);
    Trust trust =
        new Trust(
            credentials.sslContext(Role.AGENT),
            session -> {
              try {
                return Optional.of(Peer.of(session).name());
              } catch (SSLPeerUnverifiedException _) {
                return Optional.empty();
              }
            });
    EdgeDoor door =
        EdgeDoor.open(
                member.system(),
                EdgePort.of(grid(), (node, boot, reason) -> deaths.add(node + " " + reason)),
                trust,
                DoorSettings.from(Member.profile(ConfigFactory.empty())).at("127.0.0.1", 0))
            .toCompletableFuture()
            .join();
    doors.add(door);
    return door;
  }

  Path issue(String node) {
    return authority.issue(new Wanted(node, Role.AGENT, List.of(), DAYS));
  }

  /** Starts an agent in a JVM of its own, on the folder of a machine. */
  CommandProcess agent(String node, Path credentials, Path work, EdgeDoor... to)
      throws IOException {
    List<String> gateways = new ArrayList<>();
    for (EdgeDoor door : to) {
      gateways.add("127.0.0.1:" + door.address().getPort());
    }
    CommandProcess agent =
        CommandProcess.start(
            folder,
            List.of(),
            List.of(
                "node",
                "--name",
                node,
                "--gateway",
                String.join(",", gateways),
                "--credentials",
                credentials.toString(),
                "--data",
                work.toString(),
                "--cpu",
                "2",
                "--memory",
                "1GiB"));
    agents.add(agent);
    return agent;
  }

  Path machine(String name) {
    return folder.resolve(name);
  }

  /** The folder of a machine that knows the lease of this grid. */
  Path prepared(String name) throws IOException {
    Path machine = Files.createDirectories(machine(name));
    Files.writeString(machine.resolve("rhizome.conf"), PATIENT);
    return machine;
  }

  /** Has the robot keep so many processes. */
  void apply(int replicas) {
    Spec spec =
        new Spec(
            new Run(
                "sh",
                List.of("-c", "echo hello; exec sleep 999"),
                new TreeMap<>(),
                Optional.empty(),
                Run.GRACE_DEFAULT),
            new Resources(1, 1 << 20),
            List.of(new Port("http", Port.AUTO)),
            new Health(
                new Probe.Alive(),
                Health.DEFAULT.interval(),
                Health.DEFAULT.timeout(),
                1,
                1,
                Health.DEFAULT.start(),
                Checks.NONE),
            Restart.DEFAULT);
    Blueprint blueprint =
        new Blueprint(
            ROBOT.name(),
            List.of(new Service("it", replicas, spec, List.of()).using(List.of("it"))));
    said(grid().roster(new Roster.Command.Enlist(ROBOT, Instant.now())));
    said(
        grid()
            .robot(
                ROBOT, new Robot.Command.Target(blueprint, generation++, "test", Instant.now())));
  }

  static <T> T said(CompletionStage<T> asked) {
    return asked.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  static WorkloadId workload(int slot) {
    return WorkloadId.parse(ROBOT.name() + "/it#" + slot);
  }

  /** Where a workload is, once it is ready there. */
  Optional<Workload.State.Active> ready(int slot) {
    return said(grid().workload(workload(slot))) instanceof Workload.State.Active active
            && active.progress().phase() == Workload.Phase.READY
        ? Optional.of(active)
        : Optional.empty();
  }

  boolean isOnline(String node) {
    return said(grid().node(new NodeId(node))) instanceof Node.State.Known known
        && known.condition() == Node.Condition.ONLINE;
  }

  /** What the kernel runs for the agents of one machine. */
  Map<String, List<Long>> processes(String machine) {
    return GridProcess.processes(machine(machine));
  }

  @Override
  public void close() {
    for (CommandProcess agent : agents) {
      agent.process().destroyForcibly().onExit().join();
    }
    try {
      new Leftovers(folder).kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    doors.forEach(door -> door.close().toCompletableFuture().join());
    member.close();
  }
}
