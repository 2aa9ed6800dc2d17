package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Rebalance.Laden;
import rhizome.grid.placement.Rebalance.Load;
import rhizome.grid.placement.Rebalance.Move;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

class RebalanceTest {

  private static final Resources CAPACITY = new Resources(1_000, 1L << 30);
  private static final double SPREAD_MIN = 0.2;

  @Test
  void theWorkloadThatEvensOutMostLeavesTheFullerNode() {
    Laden full = laden("a", "shop/big#0", 600, "shop/mid#0", 300, "shop/low#0", 50);
    Laden empty = laden("b");
    Move move = Rebalance.move(full, empty, SPREAD_MIN).orElseThrow();
    assertThat(move.workload()).isEqualTo(WorkloadId.parse("shop/big#0"));
    assertThat(move.epoch()).isEqualTo(3);
    assertThat(move.before()).isEqualTo(0.95);
    assertThat(move.after()).isEqualTo(0.6);
  }

  @Test
  void whoMayNotGoStaysAndTheNextBestGoes() {
    Laden full = laden("a", "shop/big#0", 600, "shop/mid#0", 300, "shop/low#0", 50);
    Laden empty = laden("b");
    WorkloadId big = WorkloadId.parse("shop/big#0");
    assertThat(Rebalance.move(full, empty, SPREAD_MIN, workload -> !workload.equals(big)))
        .map(Move::workload)
        .hasValue(WorkloadId.parse("shop/mid#0"));
    assertThat(Rebalance.move(full, empty, SPREAD_MIN, _ -> false)).isEmpty();
  }

  @Test
  void whatDiffersLittleStays() {
    Laden full = laden("a", "shop/web#0", 300, "shop/db#0", 100);
    assertThat(Rebalance.move(full, laden("b", "shop/x#0", 210), SPREAD_MIN)).isEmpty();
    assertThat(Rebalance.move(full, laden("b", "shop/x#0", 190), SPREAD_MIN)).isPresent();
  }

  @Test
  void whatWouldOnlyTurnTheTablesStays() {
    Laden full = laden("a", "shop/huge#0", 900);
    assertThat(Rebalance.move(full, laden("b"), SPREAD_MIN)).isEmpty();
  }

  @Test
  void siblingsAreNotBroughtTogether() {
    Laden full = laden("a", "shop/web#0", 300, "shop/web#1", 300, "shop/db#0", 100);
    assertThat(Rebalance.move(full, laden("b", "shop/web#2", 100), SPREAD_MIN))
        .as("two and one become one and two")
        .map(Move::workload)
        .contains(WorkloadId.parse("shop/web#0"));
    Laden apart = laden("a", "shop/web#0", 300, "shop/db#0", 500);
    assertThat(Rebalance.move(apart, laden("b", "shop/web#2", 1, "shop/db#1", 1), SPREAD_MIN))
        .isEmpty();
  }

  @Test
  void whatDoesNotFitStays() {
    Laden full = laden("a", "shop/web#0", 500, "shop/db#0", 400);
    Map<WorkloadId, Load> none = new TreeMap<>();
    Laden tiny = new Laden(new NodeId("b"), new Resources(300, 1L << 30), none);
    assertThat(Rebalance.move(full, tiny, SPREAD_MIN)).isEmpty();
  }

  /** However it begins, it ends, and no move makes the higher of two loads higher. */
  @Test
  void movingAlwaysEnds() {
    Property.forAll(
        random -> {
          Map<NodeId, Laden> nodes = arbitrary(random);
          int moves = 0;
          for (Optional<Move> next = next(nodes); next.isPresent(); next = next(nodes)) {
            Move move = next.get();
            assertThat(move.after()).isLessThan(move.before());
            carryOut(move, nodes);
            assertThat(++moves).as("moves of 24 workloads").isLessThan(500);
          }
        });
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    Duration minute = Duration.ofMinutes(1);
    for (double spread : new double[] {0, -1, 1.5}) {
      assertThatThrownBy(() -> new Rebalance.Limits(true, minute, spread, minute))
          .hasMessageContaining("spread-min");
    }
    assertThatThrownBy(() -> new Rebalance.Limits(true, Duration.ZERO, 0.2, minute))
        .hasMessageContaining("interval");
  }

  private static Map<NodeId, Laden> arbitrary(RandomGenerator random) {
    Map<NodeId, Laden> nodes = new TreeMap<>();
    int slot = 0;
    for (int i = 0; i < 4; i++) {
      Map<WorkloadId, Load> held = new TreeMap<>();
      for (int j = random.nextInt(7); j > 0; j--) {
        WorkloadId workload = WorkloadId.parse("shop/s%d#%d".formatted(random.nextInt(9), slot++));
        held.put(workload, new Load(new Resources(random.nextInt(150), 0), 1));
      }
      NodeId node = new NodeId("n" + i);
      nodes.put(node, new Laden(node, CAPACITY, held));
    }
    return nodes;
  }

  private static Optional<Move> next(Map<NodeId, Laden> nodes) {
    Comparator<Laden> byLoad =
        Comparator.comparingDouble(n -> Placement.load(n.capacity(), n.free()));
    Laden full = nodes.values().stream().max(byLoad).orElseThrow();
    Laden empty = nodes.values().stream().min(byLoad).orElseThrow();
    return Rebalance.move(full, empty, SPREAD_MIN);
  }

  private static void carryOut(Move move, Map<NodeId, Laden> nodes) {
    Map<WorkloadId, Load> from = held(nodes, move.from());
    Map<WorkloadId, Load> to = held(nodes, move.to());
    Load load = from.remove(move.workload());
    assertThat(load).isNotNull();
    to.put(move.workload(), load);
    nodes.put(move.from(), new Laden(move.from(), CAPACITY, from));
    nodes.put(move.to(), new Laden(move.to(), CAPACITY, to));
  }

  private static Map<WorkloadId, Load> held(Map<NodeId, Laden> nodes, NodeId node) {
    return new TreeMap<>(Optional.ofNullable(nodes.get(node)).orElseThrow().held());
  }

  /** A node of one core with workloads of so many millis each. */
  private static Laden laden(String node, Object... workloads) {
    Map<WorkloadId, Load> held = new TreeMap<>();
    for (int i = 0; i < workloads.length; i += 2) {
      Resources amount = new Resources((int) workloads[i + 1], 0);
      held.put(WorkloadId.parse((String) workloads[i]), new Load(amount, 3));
    }
    return new Laden(new NodeId(node), CAPACITY, held);
  }
}
