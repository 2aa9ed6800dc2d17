package rhizome.runtime.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

class GridTest {

  private static final RobotId SHOP = new RobotId("shop");

  /** A grid whose first entities wake on a busy machine answers late; that is not tested here. */
  private static final Config PATIENT = ConfigFactory.parseString("rhizome.grid.ask-timeout = 30s");

  @TempDir Path data;

  @Test
  void aBlueprintRunsInTheOrderOfItsNeedsAndIsTakenDown() throws Exception {
    InMemoryWorkshop workshop = new InMemoryWorkshop();
    try (Member member = Members.control(data, PATIENT)) {
      attach(member, "n1", workshop);
      target(member, 0, service("db", 1), service("web", 3, "db"));
      await(() -> ready(member) == 4);
      assertThat(workshop.starts().getFirst().workload()).hasToString("shop/db#0");
      assertThat(log(member, "shop/web#2")).isEqualTo("hello from shop/web#2");

      get(member.grid().robot(SHOP, new Robot.Command.Destroy("test", Instant.now())));
      await(() -> workshop.inventory().isEmpty());
      await(() -> get(member.grid().robot(SHOP)) instanceof Robot.State.Idle);
    }
  }

  @Test
  void aRestartInTheMiddleLosesNothingAndDoublesNothing() throws Exception {
    InMemoryWorkshop workshop = new InMemoryWorkshop();
    int replicas = 40;
    try (Member member = Members.control(data, PATIENT)) {
      attach(member, "n1", workshop);
      target(member, 0, service("web", replicas));
      await(() -> workshop.starts().size() >= 5);
    }
    try (Member member = Members.control(data, PATIENT)) {
      attach(member, "n1", workshop);
      try {
        await(() -> ready(member) == replicas);
      } catch (AssertionError e) {
        throw new AssertionError("not ready: " + unready(member, "web", replicas), e);
      }
      assertThat(workshop.starts()).doesNotHaveDuplicates().hasSize(replicas);
    }
  }

  @Test
  void aSilentNodeLosesWhatItHeldToAnother() throws Exception {
    InMemoryWorkshop first = new InMemoryWorkshop();
    InMemoryWorkshop second = new InMemoryWorkshop();
    try (Member control = Members.control(data, PATIENT)) {
      try (Member far = Members.node(data, control.address(), PATIENT)) {
        attach(far, "n1", first);
        target(control, 0, service("web", 2));
        await(() -> ready(control) == 2);
      }
      attach(control, "n2", second);
      await(() -> second.inventory().size() == 2);
      await(() -> ready(control) == 2);
      assertThat(second.starts()).allMatch(start -> start.epoch() > 1);
    }
  }

  @Test
  void whatANodeCannotMendMovesAndThenNeedsAHuman() throws Exception {
    InMemoryWorkshop one = new InMemoryWorkshop();
    InMemoryWorkshop two = new InMemoryWorkshop();
    WorkloadId web = WorkloadId.parse("shop/web#0");
    try (Member member = Members.control(data, PATIENT)) {
      attach(member, "n1", one);
      attach(member, "n2", two);
      target(member, 0, service("web", 1));
      await(() -> ready(member) == 1);
      InMemoryWorkshop holder = one.inventory().isEmpty() ? two : one;
      InMemoryWorkshop other = holder == one ? two : one;
      holder.exhaust(web);
      await(() -> !other.inventory().isEmpty());
      assertThat(holder.inventory()).isEmpty();
      await(() -> ready(member) == 1);
      other.exhaust(web);
      await(() -> get(member.grid().workload(web)) instanceof Workload.State.Parked);
      await(() -> other.inventory().isEmpty());

      get(member.grid().workload(web, new Workload.Command.Retry("test", Instant.now())));
      await(() -> ready(member) == 1);
    }
  }

  @Test
  void anotherMemberOverTlsRunsWorkloads() throws Exception {
    InMemoryWorkshop workshop = new InMemoryWorkshop();
    try (Member control = Members.control(data, PATIENT)) {
      try (Member far = Members.node(data, control.address(), PATIENT)) {
        attach(far, "far", workshop);
        target(control, 0, service("web", 3));
        await(() -> ready(control) == 3);
        assertThat(get(control.grid().nodes())).containsExactly(new NodeId("far"));
        assertThat(log(control, "shop/web#0")).isEqualTo("hello from shop/web#0");
      }
      await(
          () ->
              get(control.grid().node(new NodeId("far"))) instanceof Node.State.Known known
                  && known.condition() == Node.Condition.OFFLINE);
    }
  }

  private static akka.actor.typed.ActorRef<AgentLink.Message> attach(
      Member member, String node, InMemoryWorkshop workshop) {
    Facts facts = new Facts(new ZoneId("default"), "here", new Resources(100_000, 64L << 30));
    var link =
        member
            .grid()
            .link(
                new AgentLink.Identity(
                    new NodeId(node), UUID.randomUUID().toString(), facts, Duration.ofMillis(200)),
                workshop);
    workshop.reportTo(report -> link.tell(new AgentLink.Told(report)));
    return link;
  }

  private static void target(Member member, long parent, Service... services) throws Exception {
    get(
        member
            .grid()
            .robot(
                SHOP,
                new Robot.Command.Target(
                    new Blueprint("shop", List.of(services)), parent, "test", Instant.now())));
  }

  private static Service service(String name, int replicas, String... needs) {
    Run run =
        new Run("sleep", List.of("1"), Collections.emptyMap(), Optional.empty(), Duration.ZERO);
    Spec spec = new Spec(run, Resources.DEFAULT, List.of(), Health.DEFAULT, Restart.DEFAULT);
    return new Service(name, replicas, spec, List.of(needs));
  }

  private static long ready(Member member) {
    return get(member.grid().robot(SHOP)) instanceof Robot.State.Active active
        ? active.slots().values().stream().filter(slot -> slot.status() == Status.READY).count()
        : 0;
  }

  private static String log(Member member, String workload) {
    WorkloadId id = WorkloadId.parse(workload);
    if (get(member.grid().workload(id)) instanceof Workload.State.Active active) {
      byte[] bytes = get(member.grid().log(active.lease().node(), id, 0, 1000)).bytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return "";
  }

  /** What those say that are not ready, and what their robot and their node make of it. */
  private static List<String> unready(Member member, String service, int replicas) {
    List<String> unready = new ArrayList<>();
    for (int slot = 0; slot < replicas; slot++) {
      Workload.State state = get(member.grid().workload(new WorkloadId(SHOP, service, slot)));
      if (Workload.status(state) != Status.READY) {
        unready.add(slot + ": " + state);
      }
    }
    unready.add(get(member.grid().robot(SHOP)).toString());
    unready.add(get(member.grid().node(new NodeId("n1"))).toString());
    return unready;
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Longer than rhizome.entity.resync-max, within which a lost question is asked again. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE);
      }
      Thread.sleep(20);
    }
  }
}
