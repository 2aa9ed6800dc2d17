package rhizome.grid.zone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Seeker;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * What one zone costs: so many nodes that hold so many workloads, all placed by the zone itself.
 * Time is counted by whoever measures.
 */
public final class ZoneBench {

  /**
   * How large, and how unlike: a uniform zone has one size of node and of workload.
   *
   * @param services of which there are so many, each with as many workloads as any other
   */
  public record Shape(int nodes, int workloads, int services, boolean uniform) {}

  /** Nanoseconds of one call: the median, the 99th percentile, and the mean. */
  public record Cost(long p50, long p99, long mean) {
    static Cost of(long[] nanos) {
      Arrays.sort(nanos);
      long p99 = nanos[(int) Math.min(nanos.length - 1L, nanos.length * 99L / 100)];
      return new Cost(nanos[nanos.length / 2], p99, Arrays.stream(nanos).sum() / nanos.length);
    }
  }

  private static final Duration TICK = Duration.ofMillis(100);
  private static final ZoneId ZONE = new ZoneId("bench");
  private static final Governor.Limits LIMITS =
      new Governor.Limits(
          100,
          200,
          0.5,
          3,
          Duration.ofMinutes(1),
          0.25,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  private final Shape shape;
  private final LongSupplier nanoTime;
  private final Seed seed = new Seed(1);
  private final ZoneIndex index =
      new ZoneIndex(new Patience(Duration.ofSeconds(1), Duration.ofSeconds(3)));
  private final Losses losses = new Losses(index, new Governor(LIMITS));
  private final List<NodeId> nodes = new ArrayList<>();
  private final List<List<Assignment>> held = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int placed;

  /** Builds the zone, with all its nodes and nothing on them. */
  public ZoneBench(Shape shape, LongSupplier nanoTime) {
    this.shape = shape;
    this.nanoTime = nanoTime;
    for (int i = 0; i < shape.nodes; i++) {
      nodes.add(new NodeId("node-%05d".formatted(i)));
      held.add(new ArrayList<>());
    }
    for (int i = 0; i < shape.nodes; i++) {
      losses.hear(heartbeat(i), now);
      index.watch(nodes.get(i), "boot", now);
    }
  }

  private Heartbeat heartbeat(int i) {
    long cores = shape.uniform ? 8 : 4 + seed.fork("node").below(60, i);
    Facts facts = new Facts(ZONE, "host", new Resources(cores * 1_000, cores << 31));
    return new Heartbeat(nodes.get(i), "boot", 1, facts, 0);
  }

  private Resources amount(int workload) {
    return shape.uniform
        ? Resources.DEFAULT
        : new Resources(
            1 + seed.fork("cpu").below(400, workload),
            (1L + seed.fork("memory").below(400, workload)) << 20);
  }

  /** Places all workloads; each node confirms what it was given when the next has been placed. */
  public Cost place() {
    long[] nanos = new long[shape.workloads];
    for (int i = 0; i < shape.workloads; i++) {
      WorkloadId workload = workload(i);
      Resources amount = amount(i);
      Seeker seeker = new Seeker(workload, amount, Wishes.NONE);
      long start = nanoTime.getAsLong();
      Placement.Choice choice = index.choose(seeker, now);
      nanos[i] = nanoTime.getAsLong() - start;
      choice.node().ifPresent(node -> confirm(node, workload, amount));
    }
    return Cost.of(nanos);
  }

  private void confirm(NodeId node, WorkloadId workload, Resources amount) {
    List<Assignment> list = held.get(Collections.binarySearch(nodes, node));
    list.add(new Assignment(workload, 1, spec(amount)));
    index.hold(node, list, true);
    placed++;
  }

  private WorkloadId workload(int i) {
    String service = "s" + i % shape.services;
    return new WorkloadId(new RobotId("bench"), service, i / shape.services);
  }

  private static Spec spec(Resources amount) {
    Run run =
        new Run("true", List.of(), Collections.emptyMap(), Optional.empty(), Run.GRACE_DEFAULT);
    return new Spec(run, amount, List.of(), Health.DEFAULT, Restart.DEFAULT);
  }

  /** As many requests that fit nowhere, as those that wait in a full zone. */
  public Cost refuse(int requests) {
    long[] nanos = new long[requests];
    Resources tooMuch = new Resources(1L << 40, 1);
    for (int i = 0; i < requests; i++) {
      long start = nanoTime.getAsLong();
      index.choose(new Seeker(workload(i), tooMuch, Wishes.NONE), now);
      nanos[i] = nanoTime.getAsLong() - start;
    }
    return Cost.of(nanos);
  }

  /** Every node beats, so many rounds; a look after each tenth of a round. */
  public Cost beat(int rounds) {
    List<Heartbeat> beats = new ArrayList<>();
    for (int i = 0; i < shape.nodes; i++) {
      beats.add(heartbeat(i));
    }
    int tenth = Math.max(1, shape.nodes / 10);
    long[] nanos = new long[rounds * shape.nodes];
    for (int i = 0; i < nanos.length; i++) {
      long start = nanoTime.getAsLong();
      losses.hear(beats.get(i % shape.nodes), now);
      if (i % tenth == 0) {
        now = now.plus(TICK);
        losses.look(now);
      }
      nanos[i] = nanoTime.getAsLong() - start;
    }
    return Cost.of(nanos);
  }

  /** How many of the workloads found a place. */
  public int placed() {
    return placed;
  }
}
