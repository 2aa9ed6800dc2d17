package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
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
import rhizome.runtime.cluster.Ending;
import rhizome.runtime.cluster.MemberKeys;
import rhizome.runtime.node.AgentLink;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Workshop;

/** Three control members, each an actor system of its own with real links between them. */
class WardensTest {

  private static final Duration BEAT = Duration.ofMillis(250);
  private static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofSeconds(3), Duration.ofMillis(500));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path keys;

  private final List<ActorSystem<Void>> members = new ArrayList<>();
  private final List<Wardens> wardens = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();

  /** A machine that only knows whether its lease ever ran out. */
  private static final class Machine implements Workshop {
    private Duration until = Duration.ZERO;
    private String boot = "";
    private int renewals;
    private boolean lapsed;

    @Override
    public synchronized boolean renew(String by, Duration end) {
      lapsed |= !boot.isEmpty() && now().compareTo(until) >= 0;
      boot = by;
      until = end;
      renewals++;
      return true;
    }

    synchronized boolean holds() {
      return !lapsed && now().compareTo(until) < 0;
    }

    synchronized int renewals() {
      return renewals;
    }

    @Override
    public void assign(Assignment assignment) {}

    @Override
    public void stop(WorkloadId workload, long epoch) {}

    @Override
    public List<Holding> inventory() {
      return List.of();
    }

    @Override
    public LogSlice readLog(WorkloadId workload, long from, int max) {
      return new LogSlice(0, new byte[0], 0);
    }
  }

  @BeforeEach
  void begin() {
    for (int i = 0; i < 3; i++) {
      ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "wardens", config());
      Ending.watch(system);
      members.add(system);
      var first = Cluster.get(members.getFirst()).selfMember().address();
      Cluster.get(system).manager().tell(new Join(first));
      await(
          "member " + i, () -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()));
      wardens.add(Wardens.on(system, TERMS.lease()));
    }
    for (int i = 0; i < 3; i++) {
      machines.add(node(i));
    }
    await("leases", () -> machines.stream().allMatch(machine -> machine.renewals() > 2));
  }

  @AfterEach
  void end() {
    members.forEach(ActorSystem::terminate);
    members.forEach(
        system -> await("the end of a member", () -> system.whenTerminated().isCompleted()));
  }

  @Test
  void theDeathOfOneControlMemberCostsNoNodeItsLeaseAndThatOfTwoCostsAll() {
    kill(2);
    Machine one = machines.getFirst();
    Machine two = machines.get(1);
    int renewals = one.renewals();
    await("two leases' renewals", () -> one.renewals() > renewals + 24);
    assertThat(one.holds()).isTrue();
    assertThat(two.holds()).isTrue();

    NodeId dead = new NodeId("node-2");
    await("a silence that two agree on", () -> silence(0, dead).compareTo(TERMS.silence()) > 0);
    assertThat(silence(0, new NodeId("node-1"))).isLessThan(TERMS.lease());
    assertThat(silence(1, new NodeId("node-0"))).isLessThan(TERMS.lease());

    kill(1);
    await("the end of a lease", () -> !one.holds());
    assertThat(ask(0, dead)).as("nothing is concluded by one of three").isEmpty();
  }

  private Machine node(int member) {
    Machine machine = new Machine();
    Wardens near = wardens.get(member);
    AgentLink.Surroundings surroundings =
        new AgentLink.Surroundings() {
          @Override
          public CompletionStage<Answer> node(Node.Command command) {
            return CompletableFuture.completedFuture(new Answer.Taken());
          }

          @Override
          public CompletionStage<Answer> workload(WorkloadId workload, Workload.Command command) {
            return CompletableFuture.completedFuture(new Answer.Taken());
          }

          @Override
          public CompletionStage<Answer> robot(RobotId robot, Robot.Command command) {
            return CompletableFuture.completedFuture(new Answer.Taken());
          }

          @Override
          public void beat(Heartbeat heartbeat, ActorRef<Order> orders) {
            near.beat(heartbeat, orders);
          }
        };
    Facts facts = new Facts(new ZoneId("default"), "host", new Resources(1000, 1 << 30));
    NodeId id = new NodeId("node-" + member);
    members
        .get(member)
        .systemActorOf(
            AgentLink.create(
                new AgentLink.Identity(id, "boot", facts, BEAT, TERMS), machine, surroundings),
            "link",
            Props.empty());
    return machine;
  }

  /** Without a word to the others, as far as one JVM allows. */
  private void kill(int member) {
    members.get(member).terminate();
    await("its end", () -> members.get(member).whenTerminated().isCompleted());
  }

  private Map<NodeId, Duration> ask(int member, NodeId node) {
    try {
      return wardens
          .get(member)
          .of(List.of(node))
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Duration silence(int member, NodeId node) {
    return ask(member, node).getOrDefault(node, Duration.ZERO);
  }

  /** Nobody is ever downed: who is gone still counts. */
  private Config config() {
    return Member.profile(
        ConfigFactory.parseString(
                """
                akka.cluster.roles = [control]
                akka.cluster.downing-provider-class = ""
                akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
                akka.persistence.snapshot-store.plugin = ""
                akka.persistence.journal.auto-start-journals = []
                akka.persistence.snapshot-store.auto-start-snapshot-stores = []
                akka.loglevel = WARNING
                """)
            .withFallback(MemberKeys.open(keys).config()));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
