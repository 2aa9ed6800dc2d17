package rhizome.grid.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Node;
import rhizome.grid.workload.Workload;
import rhizome.grid.world.Post.Weather;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What random worlds found once, played by hand (ADR 0010). */
class FoundBySeedTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final WorkloadId WEB = new WorkloadId(SHOP, "web", 0);
  private static final NodeId N0 = new NodeId("n0");
  private static final NodeId N1 = new NodeId("n1");
  private static final Spec SHARED = Operator.shared(Operator.spec("steady", 1, 100));
  private static final long MINUTE = 60_000;

  private final RandomGenerator random =
      RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(1);
  private final Grid grid =
      new Grid(random, Weather.CALM, new Grid.Terms(Duration.ofSeconds(6), false));
  private final Operator operator = new Operator(grid, 0);
  private final Laws laws = new Laws(grid);

  /**
   * It was drained and nobody else had room; then it was opened. To seek on for ever, or to start
   * anew beside itself, left claims that were never used and changed what others waited for.
   */
  @Test
  void whoHasRoomOnlyWhereItServesStaysThereOnceTheNodeIsOpenAgain() {
    join(N0, 200);
    join(N1, 50);
    operator.apply(SHOP, web());
    run(MINUTE);
    operator.drain(N0, Duration.ofHours(1), 1);
    run(2 * MINUTE);
    assertThat(state()).isInstanceOf(Workload.State.Pending.class);
    assertThat(grid.agent(N0).processes().serving()).containsExactly(WEB);

    operator.uncordon(N0);
    run(3 * MINUTE);
    assertThat(laws.healed()).isEmpty();
    assertThat(grid.agent(N0).processes().live())
        .as("what ran before runs on")
        .singleElement()
        .satisfies(live -> assertThat(live.epoch()).isEqualTo(1));
    staysQuiet();
  }

  /**
   * Its agent still beat, and its last Watch was still on its way when its zone forgot it: from
   * then on it was proposed and refused without end.
   */
  @Test
  void aRemovedNodeThatALateWatchBroughtBackIsForgottenWhenItRefuses() {
    join(N0, 900);
    join(N1, 50);
    run(5_000);
    Node.Duty.Watch late = watch(N0);
    assertThat(operator.remove(N0)).isTrue();
    run(10_000);
    grid.zone().watch(late);
    operator.apply(SHOP, web());
    run(MINUTE);
    assertThat(state())
        .isInstanceOfSatisfying(
            Workload.State.Pending.class,
            pending -> assertThat(pending.avoid()).as("who was asked and refused").contains(N0));
    run(12 * MINUTE); // by then its robot has said that it goes no further
    staysQuiet();
  }

  private Node.Duty.Watch watch(NodeId node) {
    return new Node(node)
        .owes(grid.node(node).state()).stream()
            .filter(Node.Duty.Watch.class::isInstance)
            .map(Node.Duty.Watch.class::cast)
            .findFirst()
            .orElseThrow();
  }

  private Agent join(NodeId node, long cpuMillis) {
    return grid.join(node, new Resources(cpuMillis, 1L << 30));
  }

  private static Blueprint web() {
    return new Blueprint("shop", List.of(new Service("web", 1, SHARED, List.of())));
  }

  private Workload.State state() {
    return grid.workload(WEB).state();
  }

  private void run(long until) {
    grid.time().runUntil(until);
    assertThat(laws.always()).isEmpty();
  }

  private void staysQuiet() {
    long events = laws.events();
    run(grid.time().millis() + 10 * MINUTE);
    assertThat(laws.events()).as("events once all is quiet").isEqualTo(events);
  }
}
