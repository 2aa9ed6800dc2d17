package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class StockTest {

  private static final Resources BIG = new Resources(4_000, 8L << 30);
  private static final Resources SMALL = new Resources(100, 1L << 30);
  private static final NodeId A = new NodeId("a");
  private static final NodeId B = new NodeId("b");
  private static final NodeId C = new NodeId("c");

  private final Stock stock = new Stock();

  @Test
  void whatIsNotOnOfferIsNotChosen() {
    assertThat(choose(0)).isEqualTo("no node is online");
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
    stock.withdraw(A);
    assertThat(choose(0)).isEqualTo("no node is online");
    assertThat(stock.size()).isZero();
  }

  @Test
  void whatWasTakenOfANodeIsRememberedWhileItIsNotOnOffer() {
    stock.take(A, web(1), BIG);
    stock.offer(A, BIG);
    assertThat(choose(0)).startsWith("no node fits 100 m cpu and 1024 MiB; of 1 online");
    stock.withdraw(A);
    stock.giveBack(A, web(1), BIG);
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
  }

  @Test
  void aNodeThatGrowsOffersMore() {
    stock.offer(A, new Resources(50, 1L << 30));
    assertThat(choose(0)).startsWith("no node fits");
    stock.offer(A, BIG);
    assertThat(choose(0)).isEqualTo("a");
    assertThat(stock.size()).isEqualTo(1);
  }

  @Test
  void whoIsAtHomeSomewhereGoesThereIfItIsTakenThere() {
    stock.offer(A, BIG);
    stock.offer(B, BIG);
    stock.take(B, web(1), SMALL);
    assertThat(home(B)).isEqualTo("b");
    assertThat(choose(0)).as("who is not").isEqualTo("a");
    assertThat(home(C)).as("unknown").isEqualTo("a");
    assertThat(stock.choose(web(0), SMALL, List.of(B), Optional.of(B)).node()).hasValue(A);
    stock.take(B, web(2), BIG);
    assertThat(home(B)).as("full").isEqualTo("a");
    stock.giveBack(B, web(2), BIG);
    stock.withdraw(B);
    assertThat(home(B)).as("closed").isEqualTo("a");
  }

  private String home(NodeId home) {
    return stock.choose(web(0), SMALL, List.of(), Optional.of(home)).node().orElseThrow().name();
  }

  @Test
  void nodesAreKnownByTheirLoad() {
    assertThat(stock.byLoad()).isEmpty();
    stock.offer(B, BIG);
    stock.offer(A, BIG);
    stock.offer(C, SMALL);
    assertThat(stock.byLoad()).containsExactly(A, B, C);
    stock.take(A, web(0), SMALL);
    stock.take(C, web(1), SMALL);
    assertThat(stock.byLoad()).containsExactly(B, A, C);
  }

  /** The stock is an index of the law, never another law. */
  @Test
  void itChoosesAsPlacementDoesWhateverHappened() {
    Property.forAll(
        random -> {
          Shadow shadow = new Shadow(random);
          for (int step = 0; step < 120; step++) {
            shadow.happen();
            shadow.compare();
          }
        });
  }

  private String choose(int slot) {
    Placement.Choice choice = stock.choose(web(slot), SMALL, List.of());
    return choice.node().map(NodeId::name).orElse(choice.reason());
  }

  private static WorkloadId web(int slot) {
    return new WorkloadId(new RobotId("shop"), "web", slot);
  }

  /** The same facts once in a stock and once in plain maps. */
  private static final class Shadow {
    private final RandomGenerator random;
    private final Stock stock = new Stock();
    private final Map<NodeId, Resources> offered = new TreeMap<>();
    private final Map<NodeId, Map<WorkloadId, Resources>> held = new TreeMap<>();

    Shadow(RandomGenerator random) {
      this.random = random;
    }

    void happen() {
      NodeId node = node();
      Map<WorkloadId, Resources> there = held.computeIfAbsent(node, _ -> new TreeMap<>());
      switch (random.nextInt(6)) {
        case 0 -> {
          offered.remove(node);
          stock.withdraw(node);
        }
        case 1, 2 -> {
          Resources capacity = amount(5);
          offered.put(node, capacity);
          stock.offer(node, capacity);
        }
        case 3 -> {
          WorkloadId workload = workload();
          Resources amount = there.remove(workload);
          if (amount != null) {
            stock.giveBack(node, workload, amount);
          }
        }
        default -> {
          WorkloadId workload = workload();
          Resources amount = amount(3);
          if (there.putIfAbsent(workload, amount) == null) {
            stock.take(node, workload, amount);
          }
        }
      }
    }

    void compare() {
      WorkloadId wanted = workload();
      Resources amount = amount(3);
      List<NodeId> avoid = random.nextInt(3) == 0 ? List.of(node(), node()) : List.of();
      List<Candidate> candidates = new ArrayList<>();
      offered.forEach((node, capacity) -> candidates.add(candidate(node, capacity, wanted)));
      assertThat(stock.choose(wanted, amount, avoid))
          .isEqualTo(Placement.choose(amount, avoid, candidates));
      assertThat(stock.size()).isEqualTo(offered.size());
    }

    private Candidate candidate(NodeId node, Resources capacity, WorkloadId wanted) {
      Resources used = Resources.NONE;
      int siblings = 0;
      for (var entry : held.getOrDefault(node, new TreeMap<>()).entrySet()) {
        used = used.plus(entry.getValue());
        siblings += Kin.of(entry.getKey()).equals(Kin.of(wanted)) ? 1 : 0;
      }
      return new Candidate(node, capacity, capacity.minus(used), siblings);
    }

    private NodeId node() {
      return new NodeId("n" + random.nextInt(8));
    }

    private WorkloadId workload() {
      String service = random.nextBoolean() ? "web" : "db";
      return new WorkloadId(new RobotId("shop"), service, random.nextInt(5));
    }

    /** Coarse, so that nodes are often alike. */
    private Resources amount(int max) {
      return new Resources(random.nextInt(max) * 500L, random.nextInt(max) * (1L << 29));
    }
  }
}
