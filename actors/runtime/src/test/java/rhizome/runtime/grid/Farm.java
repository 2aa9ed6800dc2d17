package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Kill;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.Workshop;

/** A control member on a real journal, and machines whose workshops are scripted. */
final class Farm implements AutoCloseable {

  static final RobotId SHOP = new RobotId("shop");
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Config BRISK =
      ConfigFactory.parseString(
          """
          rhizome.grid { heartbeat-interval = 100ms, lease = 2s }
          rhizome.entity { resync-min = 200ms, resync-max = 2s }
          akka.loglevel = WARNING
          """);

  private final Path folder;
  private final Config settings;
  private final Map<String, ScriptedWorkshop> workshops = new TreeMap<>();
  private final Map<String, ActorRef<AgentLink.Message>> links = new TreeMap<>();
  private Member control;
  private int boots;

  Farm(Path folder, String... nodes) {
    this(folder, ConfigFactory.empty(), nodes);
  }

  Farm(Path folder, Config own, String... nodes) {
    this.folder = folder;
    this.settings = own.withFallback(BRISK);
    this.control = Members.control(folder, settings);
    for (String node : nodes) {
      workshops.put(node, new ScriptedWorkshop());
      connect(node, control);
    }
  }

  Member control() {
    return control;
  }

  Grid grid() {
    return control.grid();
  }

  ScriptedWorkshop workshop(String node) {
    return Optional.ofNullable(workshops.get(node)).orElseThrow();
  }

  /** A machine whose agent lives in another member. */
  void add(String node, Member member) {
    workshops.put(node, new ScriptedWorkshop());
    connect(node, member);
  }

  /** Another JVM's worth of actor system, which holds the same member keys. */
  Member member(Path data) {
    return Members.node(data, control.address(), settings);
  }

  private void connect(String node, Member member) {
    int boot = boots++;
    Facts facts =
        new Facts(new ZoneId("default"), "host-" + node, new Resources(1_000_000, 1L << 40));
    ActorRef<AgentLink.Message> link =
        member
            .grid()
            .link(
                new AgentLink.Identity(
                    new NodeId(node), "boot-" + boot, facts, Duration.ofMillis(100)),
                workshop(node));
    links.put(node, link);
    workshop(node).reportTo(report -> link.tell(new AgentLink.Told(report)));
  }

  /** The control member stops and starts again on the same journal; machines run on meanwhile. */
  void restart() {
    stop();
    start();
    workshops.keySet().forEach(node -> connect(node, control));
  }

  void stop() {
    workshops.values().forEach(workshop -> workshop.reportTo(_ -> {}));
    control.close();
  }

  /** Without its machines, until they connect. */
  void start() {
    control = Members.control(folder, settings);
  }

  /** The machine falls silent: its link is gone, and with it every heartbeat and report. */
  void lose(String node) {
    workshop(node).reportTo(_ -> {});
    ActorRef<AgentLink.Message> link = links.remove(node);
    if (link != null) {
      Adapter.toClassic(link).tell(Kill.getInstance(), akka.actor.ActorRef.noSender());
    }
  }

  /** The agent of a lost machine comes back, still holding what it held. */
  void reconnect(String node) {
    connect(node, control);
  }

  /** Everything any machine ever started. */
  List<Workshop.Holding> started() {
    return workshops.values().stream().flatMap(w -> w.started().stream()).toList();
  }

  static Service service(String name, int replicas, String... needs) {
    Spec spec =
        new Spec(
            new Run("sleep", List.of("1000"), new TreeMap<>(), Optional.empty(), Run.GRACE_DEFAULT),
            Resources.DEFAULT,
            List.of(),
            Health.DEFAULT,
            Restart.DEFAULT);
    return new Service(name, replicas, spec, Arrays.asList(needs));
  }

  /** The same, and two of one name may overlap. */
  static Service shared(String name, int replicas) {
    Service single = service(name, replicas);
    Spec spec = single.spec();
    return new Service(name, replicas, spec.shared(), single.needs());
  }

  void tell(String node, Node.Command command) {
    get(grid().node(new NodeId(node), command));
  }

  Node.State node(String name) {
    return get(grid().node(new NodeId(name)));
  }

  void apply(long parent, Service... services) {
    Robot.Command target =
        new Robot.Command.Target(
            new Blueprint("shop", List.of(services)), parent, "tester", Instant.now());
    get(grid().robot(SHOP, target));
  }

  void destroy() {
    get(grid().robot(SHOP, new Robot.Command.Destroy("tester", Instant.now())));
  }

  Map<WorkloadId, Status> statuses() {
    Map<WorkloadId, Status> statuses = new TreeMap<>();
    switch (get(grid().robot(SHOP))) {
      case Robot.State.Idle _ -> {}
      case Robot.State.Active active ->
          active.slots().forEach((id, slot) -> statuses.put(id, slot.status()));
      case Robot.State.Destroying destroying ->
          destroying.slots().forEach((id, slot) -> statuses.put(id, slot.status()));
    }
    return statuses;
  }

  void awaitReady(int workloads) {
    await(
        "%d ready".formatted(workloads),
        () ->
            statuses().size() == workloads
                && statuses().values().stream().allMatch(Status.READY::equals));
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("%s within %s; the robot sees %s", what, PATIENCE, statuses())
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  Workload.State workload(String id) {
    return get(grid().workload(WorkloadId.parse(id)));
  }

  /** Which machines run it now; more than one would be a workload doubled. */
  List<String> hosts(WorkloadId workload) {
    List<String> hosts = new ArrayList<>();
    workshops.forEach(
        (node, workshop) -> {
          if (workshop.running().contains(workload)) {
            hosts.add(node);
          }
        });
    return hosts;
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    control.close();
  }
}
