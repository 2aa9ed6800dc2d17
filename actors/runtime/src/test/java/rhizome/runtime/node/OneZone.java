package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Patience;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.PowerLimits;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.node.Announcements.Verdict;

/** One zone between agents that beat when a test says and nodes that answer when it says. */
abstract class OneZone {

  static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  static final Duration SUSPECT = Duration.ofSeconds(1);
  static final Duration LEASE = Duration.ofSeconds(3);
  static final Duration TICK = ZoneShell.TICK;
  static final Duration CALM = Duration.ofSeconds(10);
  static final Duration PACE = Duration.ofSeconds(30);
  static final Duration SETTLE = Duration.ofMinutes(30);
  static final Duration WAKE = Duration.ofMinutes(10);
  static final NodeId ONE = new NodeId("one");
  static final NodeId TWO = new NodeId("two");

  private static final ZoneSettings SETTINGS =
      new ZoneSettings(
          new Patience(SUSPECT, LEASE),
          new Governor.Limits(
              10, 20, 0.5, 3, Duration.ofMinutes(1), 0.25, CALM, Duration.ofMinutes(5)),
          new Rebalance.Limits(true, PACE, 0.2, Duration.ofMinutes(1)),
          new PowerLimits(true, 0.8, 1, SETTLE, Duration.ofSeconds(5), Duration.ofHours(24), WAKE));

  /** What a node was told. */
  record Told(Verdict verdict, Silent silent, Duration silence, Runnable done, Runnable stranger) {
    NodeId node() {
      return silent.node();
    }
  }

  record Found(ZoneShell.FindPlace waiting, NodeId node, boolean preempting) {

    Found(ZoneShell.FindPlace waiting, NodeId node) {
      this(waiting, node, false);
    }
  }

  record Vacated(WorkloadId workload, Lease lease, String why, Duration deadline) {}

  record Powered(Power.Wish wish, Duration deadline, Runnable refused) {}

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicReference<UnaryOperator<Silences>> asked =
      new AtomicReference<>(UnaryOperator.identity());
  final TestProbe<NodeId> woken = KIT.createTestProbe();
  final TestProbe<Told> told = KIT.createTestProbe();
  final TestProbe<Found> found = KIT.createTestProbe();
  final TestProbe<Vacated> vacated = KIT.createTestProbe();
  final TestProbe<Powered> powered = KIT.createTestProbe();
  final List<Governor.Turn> turns = new CopyOnWriteArrayList<>();
  final TestProbe<Order> agent = KIT.createTestProbe();
  final TestProbe<Placement.Choice> choices = KIT.createTestProbe();
  final ActorRef<ZoneShell.Message> zone =
      KIT.spawn(
          ZoneShell.create(
              new ZoneShell.Parts(clock(), new Around(), own -> n -> ask(own, n), SETTINGS)));

  private Clock clock() {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private CompletionStage<Map<NodeId, Duration>> ask(Silences own, Collection<NodeId> nodes) {
    return asked.get().apply(own).of(nodes);
  }

  private final class Around implements Neighbours {
    @Override
    public void wake(NodeId node) {
      woken.getRef().tell(node);
    }

    @Override
    public void suspect(Silent silent, Duration silence, Runnable done) {
      told.getRef().tell(new Told(Verdict.SUSPECTED, silent, silence, done, done));
    }

    @Override
    public void expire(Silent silent, Duration silence, Runnable done, Runnable stranger) {
      told.getRef().tell(new Told(Verdict.LOST, silent, silence, done, stranger));
    }

    @Override
    public void place(ZoneShell.FindPlace waiting, NodeId node, boolean preempting) {
      found.getRef().tell(new Found(waiting, node, preempting));
    }

    @Override
    public void turned(Governor.Turn turn) {
      turns.add(turn);
    }

    @Override
    public void power(Power.Wish wish, Duration deadline, Runnable refused) {
      powered.getRef().tell(new Powered(wish, deadline, refused));
    }

    @Override
    public void vacate(WorkloadId workload, Lease lease, String why, Duration deadline) {
      vacated.getRef().tell(new Vacated(workload, lease, why, deadline));
    }
  }

  @AfterEach
  void stop() {
    KIT.stop(zone);
  }

  /** From now on the control members say this when they are asked. */
  void majoritySays(Map<NodeId, Duration> silences) {
    asked.set(_ -> _ -> CompletableFuture.completedFuture(silences));
  }

  /** From now on they leave every question unanswered; what was asked is noted. */
  List<CompletableFuture<Map<NodeId, Duration>>> majorityKeepsSilent() {
    List<CompletableFuture<Map<NodeId, Duration>>> open = new ArrayList<>();
    asked.set(
        _ ->
            _ -> {
              open.add(new CompletableFuture<>());
              return open.getLast();
            });
    return open;
  }

  static Heartbeat heartbeat(NodeId node, String boot, long digest) {
    return heartbeat(node, boot, digest, new Resources(1L << 40, 1L << 50));
  }

  static Heartbeat heartbeat(NodeId node, String boot, long digest, Resources capacity) {
    Facts facts = new Facts(new ZoneId("default"), "host", capacity);
    return new Heartbeat(node, boot, 1, facts, digest);
  }

  void beat(NodeId node, String boot, long digest) {
    zone.tell(new ZoneShell.Beat(heartbeat(node, boot, digest), agent.getRef()));
  }

  /** Heard, enrolled and watched. */
  void meet(NodeId... nodes) {
    for (NodeId node : nodes) {
      beat(node, "boot", 0);
      agent.expectMessage(new Order.Introduce());
      woken.expectMessage(node);
      zone.tell(new ZoneShell.Watch(node, "boot"));
    }
  }

  ZoneShell.FindPlace find(int slot, long epoch) {
    return new ZoneShell.FindPlace(
        web(slot),
        epoch,
        Resources.DEFAULT,
        List.of(),
        Optional.empty(),
        Wishes.NONE,
        Priority.USUAL,
        choices.getRef());
  }

  /** The clock of the zone, with all its ticks; these nodes beat meanwhile. */
  void pass(Duration time, NodeId... beating) {
    for (Duration left = time; left.isPositive(); left = left.minus(TICK)) {
      Duration step = left.compareTo(TICK) < 0 ? left : TICK;
      now.updateAndGet(before -> before.plus(step));
      for (NodeId node : beating) {
        beat(node, "boot", 0);
      }
      zone.tell(new ZoneShell.Tick());
      awaitHandled();
    }
  }

  /** The zone's process is stopped for a while, and then goes on. */
  void sleep(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    zone.tell(new ZoneShell.Tick());
    awaitHandled();
  }

  /** One tick that comes by itself. */
  void tick() {
    now.updateAndGet(before -> before.plus(TICK));
    TIME.timePasses(TICK);
    awaitHandled();
  }

  List<NodeId> nodes() {
    TestProbe<ZoneShell.Nodes> asker = KIT.createTestProbe();
    zone.tell(new ZoneShell.ListNodes(asker.getRef()));
    return asker.receiveMessage().nodes();
  }

  Governance governance() {
    TestProbe<Governance> asker = KIT.createTestProbe();
    zone.tell(new ZoneShell.AskGovernor(asker.getRef()));
    return asker.receiveMessage();
  }

  Governance.Resumed resume() {
    TestProbe<Governance.Resumed> asker = KIT.createTestProbe();
    zone.tell(new ZoneShell.ResumeGovernor("tester", asker.getRef()));
    return asker.receiveMessage();
  }

  void awaitHandled() {
    assertThat(nodes()).isNotNull();
  }
}
