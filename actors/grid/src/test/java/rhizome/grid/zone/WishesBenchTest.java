package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Placement.Choice;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Some;
import rhizome.grid.world.Operator;
import rhizome.grid.zone.ZoneBench.Cost;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Prints what wishes cost in a zone of full size with a hundred racks and two kinds of disk, for a
 * service of 200 each. The bound is that at which something is wrong with the way it is done.
 */
class WishesBenchTest {

  private static final int NODES = 10_000;
  private static final int RACKS = 100;
  private static final int REPLICAS = 200;
  private static final Instant NOW = Instant.EPOCH;

  private final ZoneIndex index = new ZoneIndex(Duration.ofHours(1));
  private final Map<NodeId, List<Assignment>> held = new LinkedHashMap<>();

  @Test
  void aWishCostsByWhoIsAskedForAndNotByTheNodes() {
    for (int i = 0; i < NODES; i++) {
      online(i);
    }
    place("plain", Wishes.NONE);
    place("require", Some.require("disk", "ssd"));
    place("prefer", Some.prefer("disk", "ssd", 10));
    place("spread", Some.spread("rack", 1));
    place("apart", Some.apart("apart", "node"));
    place("near", Some.near("spread", "rack"));
    Seeker nowhere =
        new Seeker(workload("lost", 0), Resources.DEFAULT, Some.apart("spread", "rack"));
    long[] nanos = new long[REPLICAS];
    for (int i = 0; i < REPLICAS; i++) {
      long start = System.nanoTime();
      Choice choice = index.choose(nowhere, NOW);
      nanos[i] = System.nanoTime() - start;
      assertThat(choice.reason())
          .isEqualTo(
              "no node fits: of 10000 online 10000 hold shop/spread in their rack already (apart)");
    }
    say("what fits nowhere", Cost.of(nanos));
  }

  private void place(String service, Wishes wishes) {
    Spec spec = Operator.spec("steady", 1, 100).with(wishes);
    long[] nanos = new long[REPLICAS];
    for (int slot = 0; slot < REPLICAS; slot++) {
      WorkloadId workload = workload(service, slot);
      Seeker seeker = new Seeker(workload, spec.resources(), wishes);
      long start = System.nanoTime();
      Choice choice = index.choose(seeker, NOW);
      nanos[slot] = System.nanoTime() - start;
      NodeId node = choice.node().orElseThrow();
      List<Assignment> there = held.computeIfAbsent(node, _ -> new ArrayList<>());
      there.add(new Assignment(workload, 1, spec));
      index.hold(node, there, true);
    }
    say(service, Cost.of(nanos));
  }

  private void online(int i) {
    Labels labels =
        Labels.parse(List.of("rack=r" + i % RACKS, "disk=" + (i % 3 == 0 ? "ssd" : "hdd")));
    NodeId node = new NodeId("node-%05d".formatted(i));
    Resources capacity = new Resources(8_000, 16L << 30);
    Facts facts = new Facts(new ZoneId("home"), "host", capacity, "", labels);
    index.hear(new Heartbeat(node, "boot", 1, facts, 0), NOW);
    index.watch(node, "boot", NOW);
  }

  private static void say(String what, Cost cost) {
    System.out.printf(
        "wish %s: p50 %.1f us, p99 %.1f us, mean %.1f us%n",
        what, cost.p50() / 1e3, cost.p99() / 1e3, cost.mean() / 1e3);
    assertThat(cost.p50()).as("nanoseconds of a choice: %s", what).isLessThan(5_000_000);
  }

  private static WorkloadId workload(String service, int slot) {
    return new WorkloadId(new RobotId("shop"), service, slot);
  }
}
