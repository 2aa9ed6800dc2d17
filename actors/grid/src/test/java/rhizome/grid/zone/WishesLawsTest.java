package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Placement.Choice;
import rhizome.grid.placement.Rebalance.Move;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Some;
import rhizome.grid.world.Operator;
import rhizome.house.Property;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/** Whatever a zone places, moves and loses: what was wished held when it was placed. */
class WishesLawsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<String> SERVICES = List.of("db", "web", "log");

  @Test
  void aPlaceIsOneThatWasWished() {
    Property.forAll(
        60,
        random -> {
          World world = new World(random);
          for (int step = 0; step < 60; step++) {
            world.step();
          }
        });
  }

  /** Nodes in racks, services with wishes that stay, and where everybody is. */
  private static final class World {
    private final RandomGenerator random;
    private final ZoneIndex index = new ZoneIndex(Duration.ofHours(1));
    private final SortedMap<NodeId, Labels> nodes = new TreeMap<>();
    private final Map<String, Wishes> wishes = new TreeMap<>();
    private final Map<WorkloadId, NodeId> places = new TreeMap<>();

    World(RandomGenerator random) {
      this.random = random;
      for (int i = 0; i < 6; i++) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("disk", random.nextBoolean() ? "ssd" : "hdd");
        if (random.nextInt(5) > 0) {
          labels.put("rack", "r" + random.nextInt(3));
        }
        nodes.put(new NodeId("n" + i), new Labels(labels));
      }
      nodes.forEach(this::online);
      SERVICES.forEach(service -> wishes.put(service, wish()));
    }

    private void online(NodeId node, Labels labels) {
      Resources capacity = new Resources(1_000, 1L << 30);
      Facts facts = new Facts(new ZoneId("home"), node.name(), capacity, "", labels);
      index.hear(new Heartbeat(node, "boot", 1, facts, 0), NOW);
      index.watch(node, "boot", NOW);
    }

    private Wishes wish() {
      String label = random.nextBoolean() ? "rack" : "node";
      String service = SERVICES.get(random.nextInt(SERVICES.size()));
      return switch (random.nextInt(6)) {
        case 0 -> Some.require("disk", "ssd");
        case 1 -> Some.near(service, label);
        case 2, 3 -> Some.apart(service, label);
        case 4 ->
            new Wishes(
                new TreeMap<>(),
                List.of(),
                Optional.of(new Spread(label, 1 + random.nextInt(2))),
                List.of(),
                List.of());
        default -> Wishes.NONE;
      };
    }

    void step() {
      String service = SERVICES.get(random.nextInt(SERVICES.size()));
      WorkloadId workload = new WorkloadId(new RobotId("shop"), service, random.nextInt(6));
      switch (random.nextInt(5)) {
        case 0 -> {
          places.remove(workload);
          holdAll();
        }
        case 1 -> index.rebalance(0.1, NOW).ifPresent(this::move);
        default -> place(workload);
      }
    }

    private void place(WorkloadId workload) {
      Wishes wished = wished(workload);
      NodeId before = places.get(workload);
      Choice choice = index.choose(new Seeker(workload, amount(), wished), NOW);
      places.remove(workload);
      choice
          .node()
          .ifPresentOrElse(
              node -> {
                check(workload, node);
                places.put(workload, node);
              },
              () -> {
                assertThat(choice.reason()).startsWith("no node fits");
                nodes.keySet().stream()
                    .filter(node -> load(node) <= 800 && !node.equals(before))
                    .forEach(node -> assertThat(isMet(workload, node)).isFalse());
              });
      holdAll();
    }

    private void move(Move move) {
      places.remove(move.workload());
      assertThat(isMet(move.workload(), move.to())).as("%s", move).isTrue();
      places.put(move.workload(), move.to());
      holdAll();
    }

    private void check(WorkloadId workload, NodeId node) {
      assertThat(load(node)).isLessThanOrEqualTo(800);
      assertThat(isMet(workload, node))
          .as("%s on %s by %s among %s", workload, node, wished(workload), places)
          .isTrue();
    }

    /** Said in another way than it is searched: pair by pair. */
    private boolean isMet(WorkloadId workload, NodeId node) {
      Wishes wished = wished(workload);
      boolean required =
          wished.require().entrySet().stream()
              .allMatch(each -> each.getValue().contains(value(node, each.getKey()).orElse("")));
      boolean near =
          wished.near().stream()
              .allMatch(each -> isFirst(workload, each) || !company(each, node).isEmpty());
      boolean apart = wished.apart().stream().allMatch(each -> company(each, node).isEmpty());
      boolean spread =
          wished.spread().stream().allMatch(each -> isEven(workload.service(), each, node));
      return required && near && apart && spread;
    }

    private boolean isFirst(WorkloadId workload, Company company) {
      return company.service().equals(workload.service())
          && places.entrySet().stream()
              .filter(place -> place.getKey().service().equals(company.service()))
              .noneMatch(place -> value(place.getValue(), company.within()).isPresent());
    }

    /** Who of that service is within reach of the node. */
    private List<WorkloadId> company(Company company, NodeId node) {
      List<WorkloadId> within = new ArrayList<>();
      Optional<String> here = value(node, company.within());
      places.forEach(
          (workload, place) -> {
            boolean reached = here.isPresent() && value(place, company.within()).equals(here);
            if (reached && workload.service().equals(company.service())) {
              within.add(workload);
            }
          });
      return within;
    }

    private boolean isEven(String service, Spread spread, NodeId node) {
      if (value(node, spread.over()).isEmpty()) {
        return false;
      }
      Company own = new Company(service, spread.over());
      int fewest =
          nodes.keySet().stream()
              .filter(each -> value(each, spread.over()).isPresent())
              .mapToInt(each -> company(own, each).size())
              .min()
              .orElse(0);
      return company(own, node).size() + 1 - fewest <= spread.maxSkew();
    }

    private Optional<String> value(NodeId node, String label) {
      return nodes.getOrDefault(node, Labels.NONE).of(node, label);
    }

    private long load(NodeId node) {
      return 200L * places.values().stream().filter(node::equals).count();
    }

    private void holdAll() {
      for (NodeId node : nodes.keySet()) {
        List<Assignment> held =
            places.entrySet().stream()
                .filter(place -> place.getValue().equals(node))
                .map(place -> new Assignment(place.getKey(), 1, spec(place.getKey())))
                .toList();
        index.hold(node, held, true);
      }
    }

    private Wishes wished(WorkloadId workload) {
      return wishes.getOrDefault(workload.service(), Wishes.NONE);
    }

    private Spec spec(WorkloadId workload) {
      Spec spec = Operator.spec("steady", 1, 200);
      return new Spec(spec.run(), amount(), spec.ports(), spec.health(), spec.restart())
          .with(wished(workload));
    }

    private static Resources amount() {
      return new Resources(200, 1 << 20);
    }
  }
}
