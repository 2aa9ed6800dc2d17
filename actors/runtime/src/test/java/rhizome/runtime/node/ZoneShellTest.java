package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.pattern.StatusReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Placement;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;

/** One zone between agents that beat when a test says and nodes that answer when it says. */
class ZoneShellTest {

  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final NodeId ONE = new NodeId("one");
  private static final NodeId TWO = new NodeId("two");

  private record Expired(NodeId node, String boot, Instant heard, Runnable done) {}

  private record Found(ZoneShell.FindPlace waiting, NodeId node) {}

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final TestProbe<NodeId> woken = KIT.createTestProbe();
  private final TestProbe<Expired> expired = KIT.createTestProbe();
  private final TestProbe<Found> found = KIT.createTestProbe();
  private final TestProbe<Order> agent = KIT.createTestProbe();
  private final TestProbe<Placement.Choice> choices = KIT.createTestProbe();
  private final ActorRef<ZoneShell.Message> zone = KIT.spawn(zone());

  private Behavior<ZoneShell.Message> zone() {
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    ZoneShell.Neighbours neighbours =
        new ZoneShell.Neighbours() {
          @Override
          public void wake(NodeId node) {
            woken.getRef().tell(node);
          }

          @Override
          public void expire(NodeId node, String boot, Instant heard, Runnable done) {
            expired.getRef().tell(new Expired(node, boot, heard, done));
          }

          @Override
          public void place(ZoneShell.FindPlace waiting, NodeId node) {
            found.getRef().tell(new Found(waiting, node));
          }
        };
    return ZoneShell.create(clock, neighbours, LEASE);
  }

  @AfterEach
  void stop() {
    KIT.stop(zone);
  }

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void whoIsHeardIsAskedToEnrolUntilItsNodeHasSpoken() {
    for (int i = 0; i < 2; i++) {
      beat(ONE, "boot", 0);
      agent.expectMessage(new Order.Introduce());
      woken.expectMessage(ONE);
    }
    zone.tell(new ZoneShell.Watch(ONE, "boot"));
    beat(ONE, "boot", 0);
    assertThat(nodes()).containsExactly(ONE);
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAgentIsToldOnceWhatItShallHoldThoughItsNodeSaysItOften() {
    meet(ONE);
    Assignment held = web(0, 1);
    for (int i = 0; i < 3; i++) {
      zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(held), List.of(), true));
    }
    agent.expectMessage(new Order.Sync(List.of(held)));
    zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(held, web(1, 1)), List.of(), true));
    agent.expectMessage(new Order.Assign(web(1, 1)));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatIsMeantForAnotherLifeOfAnAgentIsNotToldToThisOne() {
    meet(ONE);
    zone.tell(new ZoneShell.Hold(ONE, "an older boot", List.of(web(0, 1)), List.of(), true));
    zone.tell(new ZoneShell.Hold(TWO, "boot", List.of(web(0, 1)), List.of(), true));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAgentThatKeepsDisagreeingIsToldEverythingAgain() {
    meet(ONE);
    List<Assignment> held = List.of(web(0, 1));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true));
    agent.expectMessage(new Order.Sync(held));
    beat(ONE, "boot", 4711);
    beat(ONE, "boot", Digest.of(web(0), 1));
    beat(ONE, "boot", 4711);
    beat(ONE, "boot", 4711);
    awaitHandled();
    woken.expectNoMessage(Duration.ZERO);
    beat(ONE, "boot", 4711);
    woken.expectMessage(ONE);
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true));
    agent.expectMessage(new Order.Sync(held));
  }

  @Test
  void anAgentThatComesBackOverAnotherLinkIsToldEverythingThere() {
    meet(ONE);
    List<Assignment> held = List.of(web(0, 1));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true));
    agent.expectMessage(new Order.Sync(held));
    TestProbe<Order> other = KIT.createTestProbe();
    zone.tell(new ZoneShell.Beat(heartbeat(ONE, "boot", 0), other.getRef()));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true));
    other.expectMessage(new Order.Sync(held));
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aSilentNodeIsToldItsLeaseIsOverUntilItHasAnswered() {
    meet(ONE);
    Instant heard = now.get();
    pass(LEASE.minusMillis(1));
    expired.expectNoMessage(Duration.ZERO);
    pass(Duration.ofMillis(2));
    Expired first = expired.receiveMessage();
    assertThat(first.node).isEqualTo(ONE);
    assertThat(first.boot).isEqualTo("boot");
    assertThat(first.heard).isEqualTo(heard);
    pass(Duration.ofMillis(1));
    Expired again = expired.receiveMessage();
    again.done.run();
    awaitHandled();
    pass(Duration.ofMillis(1));
    expired.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAnswerToAnEarlierExpiryDoesNotEndALaterOne() {
    meet(ONE);
    pass(LEASE.plusMillis(1));
    Expired first = expired.receiveMessage();
    beat(ONE, "boot 2", 0);
    agent.expectMessage(new Order.Introduce());
    zone.tell(new ZoneShell.Watch(ONE, "boot 2"));
    pass(LEASE.plusMillis(1));
    assertThat(expired.receiveMessage().boot).isEqualTo("boot 2");
    first.done.run();
    awaitHandled();
    pass(Duration.ofMillis(1));
    assertThat(expired.receiveMessage().boot).as("still unanswered").isEqualTo("boot 2");
  }

  @Test
  void aNodeThatIsWatchedAndNeverBeatsIsFoundSilentToo() {
    zone.tell(new ZoneShell.Watch(ONE, "boot"));
    awaitHandled();
    pass(LEASE.multipliedBy(ZoneIndex.UNHEARD_LEASES));
    assertThat(expired.receiveMessage().node).isEqualTo(ONE);
  }

  @Test
  void whoFindsNoPlaceIsAnsweredAtOnceAndServedWhenANodeComes() {
    ZoneShell.FindPlace wanted = find(0, 1);
    zone.tell(wanted);
    assertThat(choices.receiveMessage().node()).isEmpty();
    meet(ONE);
    pass(TICK);
    assertThat(found.receiveMessage()).isEqualTo(new Found(wanted, ONE));
    meet(TWO);
    pass(TICK);
    found.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoAsksAgainWaitsOnceAndInHisNewestWords() {
    zone.tell(find(0, 1));
    zone.tell(find(0, 2));
    assertThat(choices.receiveSeveralMessages(2)).allMatch(choice -> choice.node().isEmpty());
    meet(ONE);
    pass(TICK);
    assertThat(found.receiveMessage().waiting).isEqualTo(find(0, 2));
    found.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoFindsAPlaceDoesNotWaitAnyMore() {
    zone.tell(find(0, 1));
    assertThat(choices.receiveMessage().node()).isEmpty();
    meet(ONE);
    zone.tell(find(0, 1));
    assertThat(choices.receiveMessage().node()).contains(ONE);
    pass(TICK);
    found.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoWaitsLongestIsServedFirstAndTheOthersWaitOn() {
    List<ZoneShell.FindPlace> wanted = List.of(find(4, 1), find(0, 1), find(2, 1), find(1, 1));
    wanted.forEach(zone::tell);
    assertThat(choices.receiveSeveralMessages(4)).allMatch(choice -> choice.node().isEmpty());
    Resources roomForTwo = Resources.DEFAULT.plus(Resources.DEFAULT);
    for (NodeId node : List.of(ONE, TWO)) {
      Heartbeat small =
          new Heartbeat(node, "boot", 1, new Facts(new ZoneId("default"), "host", roomForTwo), 0);
      zone.tell(new ZoneShell.Beat(small, agent.getRef()));
      zone.tell(new ZoneShell.Watch(node, "boot"));
      awaitHandled();
      pass(TICK);
      int served = node.equals(ONE) ? 0 : 2;
      assertThat(found.receiveSeveralMessages(2))
          .containsExactly(
              new Found(wanted.get(served), node), new Found(wanted.get(served + 1), node));
      found.expectNoMessage(Duration.ZERO);
    }
  }

  @Test
  void anOrderForAnAgentThatIsNotConnectedIsAnswered() {
    TestProbe<StatusReply<LogSlice>> reader = KIT.createTestProbe();
    zone.tell(new ZoneShell.Forward(TWO, new Order.ReadLog(web(0), 0, 10, reader.getRef())));
    assertThat(reader.receiveMessage().getError()).hasMessage("two is not connected");
    zone.tell(new ZoneShell.Miss(TWO));
    zone.tell(new ZoneShell.Forward(TWO, new Order.ReadLog(web(0), 0, 10, reader.getRef())));
    assertThat(reader.receiveMessage().getError()).hasMessage("two is not connected");
    assertThat(nodes()).as("it is known, and missed").containsExactly(TWO);
  }

  @Test
  void whatIsLeavingIsToldToItsAgentEachTimeItsNodeOwesItAndToNobodyElse() {
    Assignment leaving = web(0, 1);
    zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(), List.of(leaving), true));
    meet(ONE);
    for (int i = 0; i < 2; i++) {
      zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(), List.of(leaving), true));
      zone.tell(new ZoneShell.Hold(ONE, "another boot", List.of(), List.of(leaving), true));
      zone.tell(new ZoneShell.Hold(TWO, "boot", List.of(), List.of(leaving), true));
    }
    agent.expectMessage(new Order.Sync(List.of()));
    agent.expectMessage(new Order.Drop(web(0), 1));
    agent.expectMessage(new Order.Drop(web(0), 1));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }

  private static Heartbeat heartbeat(NodeId node, String boot, long digest) {
    Facts facts = new Facts(new ZoneId("default"), "host", new Resources(1L << 40, 1L << 50));
    return new Heartbeat(node, boot, 1, facts, digest);
  }

  private void beat(NodeId node, String boot, long digest) {
    zone.tell(new ZoneShell.Beat(heartbeat(node, boot, digest), agent.getRef()));
  }

  /** Heard, enrolled and watched. */
  private void meet(NodeId node) {
    beat(node, "boot", 0);
    agent.expectMessage(new Order.Introduce());
    woken.expectMessage(node);
    zone.tell(new ZoneShell.Watch(node, "boot"));
  }

  private ZoneShell.FindPlace find(int slot, long epoch) {
    return new ZoneShell.FindPlace(
        web(slot), epoch, Resources.DEFAULT, List.of(), choices.getRef());
  }

  /** The clock of the zone, and one tick of it. */
  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    TIME.timePasses(TICK);
    awaitHandled();
  }

  private List<NodeId> nodes() {
    TestProbe<ZoneShell.Nodes> asker = KIT.createTestProbe();
    zone.tell(new ZoneShell.ListNodes(asker.getRef()));
    return asker.receiveMessage().nodes();
  }

  private void awaitHandled() {
    assertThat(nodes()).isNotNull();
  }
}
