package rhizome.grid.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** The same facts once in a stock and once in plain maps. */
final class Shadow {

  private record Offer(Resources capacity, Labels labels) {}

  private final RandomGenerator random;
  private final Stock stock = new Stock();
  private final Map<NodeId, Offer> offered = new TreeMap<>();
  private final Map<NodeId, Labels> labels = new TreeMap<>();
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
        Offer offer = new Offer(amount(5), labels());
        offered.put(node, offer);
        labels.put(node, offer.labels);
        stock.offer(node, offer.capacity, offer.labels);
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
    if (there.isEmpty() && !offered.containsKey(node)) {
      labels.remove(node); // nothing is known of it any more
    }
  }

  /** Tells by how it was chosen, too: for whom there was no place the reasons are the same. */
  void compare() {
    WorkloadId wanted = workload();
    List<NodeId> avoid = random.nextInt(3) == 0 ? List.of(node(), node()) : List.of();
    Wishes wishes = random.nextInt(4) == 0 ? Wishes.NONE : wishes();
    Seeker seeker = new Seeker(wanted, amount(3), avoid, Optional.empty(), wishes);
    List<NodeId> own = held.keySet().stream().filter(node -> at(node).containsKey(wanted)).toList();
    List<Candidate> candidates = new ArrayList<>();
    held.keySet().forEach(node -> candidates.add(candidate(node, wanted)));
    offered.keySet().stream()
        .filter(node -> !held.containsKey(node))
        .forEach(node -> candidates.add(candidate(node, wanted)));
    assertThat(stock.choose(seeker, own))
        .as("%s", seeker)
        .isEqualTo(Placement.choose(seeker, candidates));
    assertThat(stock.size()).isEqualTo(offered.size());
  }

  private Map<WorkloadId, Resources> at(NodeId node) {
    return held.getOrDefault(node, new TreeMap<>());
  }

  private Candidate candidate(NodeId node, WorkloadId wanted) {
    Resources used = Resources.NONE;
    int siblings = 0;
    Map<String, Integer> holds = new TreeMap<>();
    for (var entry : at(node).entrySet()) {
      WorkloadId workload = entry.getKey();
      used = used.plus(entry.getValue());
      siblings += Kin.of(workload).equals(Kin.of(wanted)) ? 1 : 0;
      if (!workload.equals(wanted) && workload.robot().equals(wanted.robot())) {
        holds.merge(workload.service(), 1, Integer::sum);
      }
    }
    Offer offer = offered.get(node);
    Resources capacity = offer == null ? Resources.NONE : offer.capacity;
    Labels known = labels.getOrDefault(node, Labels.NONE);
    Resources free = capacity.minus(used);
    return new Candidate(node, capacity, free, siblings, known, holds, offer != null);
  }

  private NodeId node() {
    return new NodeId("n" + random.nextInt(8));
  }

  private WorkloadId workload() {
    String robot = random.nextInt(9) == 0 ? "other" : "shop";
    return new WorkloadId(new RobotId(robot), service(), random.nextInt(5));
  }

  private String service() {
    return random.nextBoolean() ? "web" : "db";
  }

  /** Coarse, so that nodes are often alike. */
  private Resources amount(int max) {
    return new Resources(random.nextInt(max) * 500L, random.nextInt(max) * (1L << 29));
  }

  private Labels labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    if (random.nextInt(4) > 0) {
      labels.put("rack", "r" + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      labels.put("disk", random.nextBoolean() ? "ssd" : "nvme");
    }
    return new Labels(labels);
  }

  private Wishes wishes() {
    return new Wishes(
        random.nextInt(3) == 0 ? match() : new TreeMap<>(),
        few(() -> new Preference(match(), random.nextInt(1, 4))),
        random.nextInt(3) == 0
            ? Optional.of(new Spread(label(), random.nextInt(1, 3)))
            : Optional.empty(),
        few(() -> new Company(service(), label())),
        few(() -> new Company(service(), label())));
  }

  private SortedMap<String, List<String>> match() {
    return switch (random.nextInt(4)) {
      case 0 -> Some.labels("node", node().name(), "No.One");
      case 1 -> Some.labels("disk", "ssd");
      case 2 -> Some.labels("disk", "ssd", "nvme");
      default -> Some.labels("rack", "r0", "r1");
    };
  }

  private String label() {
    return random.nextBoolean() ? "node" : "rack";
  }

  private <T> List<T> few(Supplier<T> each) {
    return switch (random.nextInt(6)) {
      case 0 -> List.of(each.get());
      case 1 -> List.of(each.get(), each.get());
      default -> List.of();
    };
  }
}
