package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.zone.Patience;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * A whole zone of full size in the thread of the test, so that what it costs is that thread's time
 * on the processor, however busy the machine is.
 */
class ZoneScaleTest {

  private static final int NODES = 10_000;
  private static final int EACH = 10;
  private static final int SECONDS = 10;
  private static final Duration MAX = Duration.ofMinutes(5);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final TestInbox<Order> agents = TestInbox.create();
  private final List<NodeId> told = new ArrayList<>();
  private final BehaviorTestKit<ZoneShell.Message> zone =
      BehaviorTestKit.create(ZoneShell.create(parts()));

  private ZoneShell.Parts parts() {
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    Governor.Limits limits =
        new Governor.Limits(
            100, 200, 0.5, 3, Duration.ofMinutes(1), 0.25, Duration.ofSeconds(10), MAX);
    Rebalance.Limits off = new Rebalance.Limits(false, MAX, 0.2, MAX);
    Patience patience = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(5));
    return new ZoneShell.Parts(
        clock, new Nobody(), UnaryOperator.identity(), new ZoneSettings(patience, limits, off));
  }

  private final class Nobody implements Neighbours {
    @Override
    public void wake(NodeId node) {}

    @Override
    public void suspect(Silent silent, Duration silence, Runnable done) {
      told.add(silent.node());
    }

    @Override
    public void expire(Silent silent, Duration silence, Runnable done, Runnable stranger) {
      told.add(silent.node());
    }

    @Override
    public void place(ZoneShell.FindPlace waiting, NodeId node, boolean preempting) {}

    @Override
    public void turned(Governor.Turn turn) {}

    @Override
    public void vacate(WorkloadId workload, Lease lease, String why, Duration deadline) {}

    @Override
    public void power(Power.Wish wish, Duration deadline, Runnable refused) {}
  }

  @Test
  void tenThousandHeartbeatsASecondCostLittleOfOneProcessor() {
    List<ZoneShell.Beat> beats = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      int first = i * EACH;
      List<Assignment> held =
          IntStream.range(first, first + EACH).mapToObj(slot -> web(slot, 1)).toList();
      long digest = IntStream.range(first, first + EACH).mapToLong(s -> Digest.of(web(s), 1)).sum();
      NodeId node = new NodeId("node-%05d".formatted(i));
      beats.add(
          new ZoneShell.Beat(
              OneZone.heartbeat(node, "boot", digest, new Resources(8_000, 16L << 30)),
              agents.getRef()));
      zone.run(beats.getLast());
      zone.run(new ZoneShell.Watch(node, "boot"));
      zone.run(new ZoneShell.Hold(node, "boot", held, List.of(), true, List.of(), List.of()));
    }
    agents.getAllReceived();
    second(beats);
    long start = cpu();
    for (int i = 0; i < SECONDS; i++) {
      second(beats);
    }
    double share = (cpu() - start) / (SECONDS * 1e9);
    System.out.printf(
        "%d heartbeats a second, %d workloads: %.1f %% of one processor%n",
        NODES, NODES * EACH, 100 * share);
    assertThat(share).isLessThan(0.5);
    assertThat(agents.getAllReceived()).as("nobody was told anything").isEmpty();
    assertThat(told).isEmpty();
  }

  /** All beat once, and ten ticks go by. */
  private void second(List<ZoneShell.Beat> beats) {
    for (int i = 0; i < NODES; i++) {
      if (i % (NODES / 10) == 0) {
        now.updateAndGet(before -> before.plus(ZoneShell.TICK));
        zone.run(new ZoneShell.Tick());
      }
      zone.run(beats.get(i));
    }
    zone.getAllEffects();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
