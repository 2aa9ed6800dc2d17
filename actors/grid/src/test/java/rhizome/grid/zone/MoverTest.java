package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.placement.Rebalance.Move;
import rhizome.grid.world.Operator;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Two nodes, of which the first holds four workloads and the second none. */
class MoverTest {

  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final long INTERVAL = 30;
  private static final long DEADLINE = 50;

  private final ZoneIndex index = new ZoneIndex(Duration.ofHours(1));
  private final Mover mover = new Mover(limits(true));

  @BeforeEach
  void loadOneNode() {
    online(A);
    online(B);
    hold(A, held(0, 2), held(1, 2), held(2, 2), held(3, 2));
    hold(B);
  }

  @Test
  void whatRecoversSettlesForAnIntervalBeforeTheFirstMove() {
    assertThat(next(0)).isEmpty();
    assertThat(next(INTERVAL - 1)).isEmpty();
    assertThat(next(INTERVAL))
        .hasValueSatisfying(
            move -> {
              assertThat(move.from()).isEqualTo(A);
              assertThat(move.to()).isEqualTo(B);
            });
  }

  @Test
  void aZoneThatShallNotMoveNeverDoes() {
    Mover disabled = new Mover(limits(false));
    for (long at = 0; at <= 10 * INTERVAL; at += INTERVAL) {
      assertThat(disabled.next(index, true, second(at))).isEmpty();
    }
  }

  @Test
  void whateverDisturbsPutsTheNextMoveOffByAWholeInterval() {
    next(0);
    assertThat(mover.next(index, false, second(INTERVAL))).as("not while it lasts").isEmpty();
    assertThat(next(INTERVAL + 1)).isEmpty();
    assertThat(next(2 * INTERVAL - 1)).isEmpty();
    assertThat(next(2 * INTERVAL)).isPresent();
  }

  @Test
  void whileOneIsOnItsWayNoOtherLeaves() {
    long began = firstMove();
    assertThat(next(began + INTERVAL)).isEmpty();
    assertThat(next(began + DEADLINE - 1)).isEmpty();
  }

  @Test
  void oneThatFoundNoPlaceByItsDeadlineHoldsUpNobody() {
    long began = firstMove();
    assertThat(next(began + DEADLINE)).isPresent();
  }

  @Test
  void onceItHasLeftTheNextOneGoesAtThePaceOfTheZone() {
    long began = firstMove();
    hold(A, held(1, 2), held(2, 2), held(3, 2));
    hold(B, held(0, 3));
    assertThat(next(began + INTERVAL - 1)).isEmpty();
    assertThat(next(began + INTERVAL)).map(Move::workload).contains(workload(1));
  }

  @Test
  void oneThatCameBackUnderAnotherEpochIsNoLongerOnItsWay() {
    long began = firstMove();
    hold(A, held(0, 4), held(1, 2), held(2, 2), held(3, 2));
    assertThat(next(began + INTERVAL)).map(Move::epoch).contains(4L);
  }

  @Test
  void anEvenZoneIsLookedAtOnceAnInterval() {
    hold(A, held(0, 2), held(1, 2));
    hold(B, held(2, 2), held(3, 2));
    next(0);
    assertThat(next(INTERVAL)).as("it is even").isEmpty();
    loadOneNode();
    assertThat(next(2 * INTERVAL - 1)).isEmpty();
    assertThat(next(2 * INTERVAL)).isPresent();
  }

  @Test
  void movingEndsWhenTheZoneIsEven() {
    next(0);
    Assignment[] left = {held(0, 2), held(1, 2), held(2, 2), held(3, 2)};
    for (int moved = 0; moved < 2; moved++) {
      assertThat(next((moved + 1) * INTERVAL)).map(Move::workload).contains(workload(moved));
      hold(A, Arrays.copyOfRange(left, moved + 1, left.length));
      hold(B, Arrays.copyOfRange(left, 0, moved + 1));
    }
    for (long round = 3; round < 10; round++) {
      assertThat(next(round * INTERVAL)).as("round %d", round).isEmpty();
    }
  }

  /** Answers when it began: of workloads that are alike, the first by name. */
  private long firstMove() {
    next(0);
    assertThat(next(INTERVAL)).map(Move::workload).contains(workload(0));
    return INTERVAL;
  }

  private Optional<Move> next(long at) {
    return mover.next(index, true, second(at));
  }

  private void hold(NodeId node, Assignment... assignments) {
    index.hold(node, List.of(assignments), true);
  }

  private void online(NodeId node) {
    Facts facts = new Facts(new ZoneId("home"), node.name(), new Resources(1_000, 1L << 30));
    index.hear(new Heartbeat(node, "boot", 1, facts, 0), second(0));
    index.watch(node, "boot", second(0));
  }

  private static Rebalance.Limits limits(boolean enabled) {
    return new Rebalance.Limits(
        enabled, Duration.ofSeconds(INTERVAL), 0.2, Duration.ofSeconds(DEADLINE));
  }

  private static Assignment held(int slot, long epoch) {
    return new Assignment(workload(slot), epoch, Operator.spec("steady", 1, 250));
  }

  private static WorkloadId workload(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
