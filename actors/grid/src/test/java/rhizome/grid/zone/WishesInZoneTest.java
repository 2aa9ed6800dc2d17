package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Rebalance.Move;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Rehearsal.Shortage;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Some;
import rhizome.grid.world.Operator;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Nodes of one core in two racks; the zone keeps to wishes in all that it does. */
class WishesInZoneTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");

  private final ZoneIndex index = new ZoneIndex(Duration.ofSeconds(3));

  WishesInZoneTest() {
    online(A, "rack=r1");
    online(B, "rack=r1");
    online(C, "rack=r2");
  }

  @Test
  void heartbeatsSayWhatANodeIs() {
    Wishes second = Some.require("rack", "r2");
    assertThat(choose(0, second)).hasValue(C);
    online(C, "rack=r3");
    assertThat(choose(0, second)).isEmpty();
    assertThat(choose(0, Some.require("rack", "r3"))).hasValue(C);
  }

  @Test
  void whatIsOnlyProposedCountsAsBeingThere() {
    Wishes apart = Some.apart("web", "rack");
    assertThat(choose(0, apart)).hasValue(A);
    assertThat(choose(1, apart)).hasValue(C);
    assertThat(choose(2, apart)).isEmpty();
  }

  @Test
  void whoMovesIsNotInItsOwnWay() {
    Wishes apart = Some.apart("web", "rack");
    hold(A, assignment(0, apart));
    hold(C, assignment(1, apart));
    index.hold(A, List.of(assignment(0, apart)), false);
    assertThat(choose(0, apart)).as("to the other node of its rack").hasValue(B);
    assertThat(choose(2, apart)).isEmpty();
  }

  @Test
  void aRehearsalKeepsToThemAndSaysWhatStoodInTheWay() {
    Blueprint shop =
        new Blueprint(
            "shop", List.of(new Service("web", 4, spec(Some.apart("web", "rack")), List.of())));
    assertThat(index.rehearse(Rehearsal.of(Plan.between(Optional.empty(), shop)), NOW).shortages())
        .containsExactly(
            new Shortage(
                "web",
                2,
                "no node fits: of 3 online 3 hold shop/web in their rack already (apart)"));
  }

  /** The old and the new one count together until the old one has gone. */
  @Test
  void aRehearsalOfAReplacementLeavesFirst() {
    Wishes apart = Some.apart("web", "rack");
    hold(A, assignment(0, apart));
    hold(C, assignment(1, apart));
    Service now = new Service("web", 2, spec(apart), List.of());
    Spec other = Operator.spec("steady", 2, 250).with(apart);
    Service next = new Service("web", 2, other, List.of());
    Plan plan =
        Plan.between(
            Optional.of(new Blueprint("shop", List.of(now))), new Blueprint("shop", List.of(next)));
    assertThat(plan.steps().getFirst().verb()).isEqualTo("replace");
    assertThat(index.rehearse(Rehearsal.of(plan), NOW).shortages()).isEmpty();
  }

  @Test
  void evenLoadIsNotWorthAWish() {
    Wishes here = Some.require("rack", "r1");
    hold(A, assignment(0, here), assignment(1, here), assignment(2, here), assignment(3, here));
    hold(B, assignment(4, here), assignment(5, here));
    assertThat(index.rebalance(0.2, NOW)).as("only c is emptier").isEmpty();
    hold(B, assignment(4, here));
    online(C, "rack=r1");
    assertThat(index.rebalance(0.2, NOW)).map(Move::to).hasValue(C);
  }

  private Optional<NodeId> choose(int slot, Wishes wishes) {
    return index.choose(new Seeker(web(slot), new Resources(250, 1), wishes), NOW).node();
  }

  private void online(NodeId node, String label) {
    Resources capacity = new Resources(1_000, 1L << 30);
    Labels labels = Labels.parse(List.of(label));
    Facts facts = new Facts(new ZoneId("home"), node.name(), capacity, "", labels);
    index.hear(new Heartbeat(node, "boot", 1, facts, 0), NOW);
    index.watch(node, "boot", NOW);
  }

  private void hold(NodeId node, Assignment... assignments) {
    index.hold(node, List.of(assignments), true);
  }

  private static Assignment assignment(int slot, Wishes wishes) {
    return new Assignment(web(slot), 1, spec(wishes));
  }

  private static Spec spec(Wishes wishes) {
    return Operator.spec("steady", 1, 250).with(wishes);
  }

  private static WorkloadId web(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }
}
