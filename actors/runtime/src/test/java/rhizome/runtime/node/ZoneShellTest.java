package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.grid.node.Assignment;
import rhizome.grid.zone.Heartbeat;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

class ZoneShellTest extends OneZone {

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
      zone.tell(
          new ZoneShell.Hold(ONE, "boot", List.of(held), List.of(), true, List.of(), List.of()));
    }
    agent.expectMessage(new Order.Sync(List.of(held)));
    zone.tell(
        new ZoneShell.Hold(
            ONE, "boot", List.of(held, web(1, 1)), List.of(), true, List.of(), List.of()));
    agent.expectMessage(new Order.Assign(web(1, 1)));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatIsMeantForAnotherLifeOfAnAgentIsNotToldToThisOne() {
    meet(ONE);
    zone.tell(
        new ZoneShell.Hold(
            ONE, "an older boot", List.of(web(0, 1)), List.of(), true, List.of(), List.of()));
    zone.tell(
        new ZoneShell.Hold(TWO, "boot", List.of(web(0, 1)), List.of(), true, List.of(), List.of()));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAgentThatKeepsDisagreeingIsToldEverythingAgain() {
    meet(ONE);
    List<Assignment> held = List.of(web(0, 1));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true, List.of(), List.of()));
    agent.expectMessage(new Order.Sync(held));
    beat(ONE, "boot", 4711);
    beat(ONE, "boot", Digest.of(web(0), 1));
    beat(ONE, "boot", 4711);
    beat(ONE, "boot", 4711);
    awaitHandled();
    woken.expectNoMessage(Duration.ZERO);
    beat(ONE, "boot", 4711);
    woken.expectMessage(ONE);
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true, List.of(), List.of()));
    agent.expectMessage(new Order.Sync(held));
  }

  @Test
  void anAgentThatComesBackOverAnotherLinkIsToldEverythingThere() {
    meet(ONE);
    List<Assignment> held = List.of(web(0, 1));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true, List.of(), List.of()));
    agent.expectMessage(new Order.Sync(held));
    TestProbe<Order> other = KIT.createTestProbe();
    zone.tell(new ZoneShell.Beat(heartbeat(ONE, "boot", 0), other.getRef()));
    zone.tell(new ZoneShell.Hold(ONE, "boot", held, List.of(), true, List.of(), List.of()));
    other.expectMessage(new Order.Sync(held));
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoFindsNoPlaceIsAnsweredAtOnceAndServedWhenANodeComes() {
    ZoneShell.FindPlace wanted = find(0, 1);
    zone.tell(wanted);
    assertThat(choices.receiveMessage().node()).isEmpty();
    meet(ONE);
    tick();
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
    assertThat(found.receiveMessage().waiting()).isEqualTo(find(0, 2));
    found.expectNoMessage(Duration.ZERO);
  }

  /** Nothing becomes free by that, and yet it is what was waited for. */
  @Test
  void whoWaitsForCompanyIsServedWhenItComes() {
    meet(ONE, TWO);
    List<Company> db = List.of(new Company("db", "node"));
    ZoneShell.FindPlace wanted =
        new ZoneShell.FindPlace(
            web(0),
            1,
            Resources.DEFAULT,
            List.of(),
            Optional.empty(),
            new Wishes(new TreeMap<>(), List.of(), Optional.empty(), db, List.of()),
            Priority.USUAL,
            choices.getRef());
    zone.tell(wanted);
    assertThat(choices.receiveMessage().reason())
        .isEqualTo("no node fits: of 2 online 2 have no shop/db (near)");
    Assignment held = new Assignment(WorkloadId.parse("shop/db#0"), 1, Shop.SPEC);
    zone.tell(
        new ZoneShell.Hold(TWO, "boot", List.of(held), List.of(), true, List.of(), List.of()));
    tick();
    assertThat(found.receiveMessage()).isEqualTo(new Found(wanted, TWO));
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
      Heartbeat small = heartbeat(node, "boot", 0, roomForTwo);
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
    zone.tell(
        new ZoneShell.Hold(ONE, "boot", List.of(), List.of(leaving), true, List.of(), List.of()));
    meet(ONE);
    for (int i = 0; i < 2; i++) {
      zone.tell(
          new ZoneShell.Hold(ONE, "boot", List.of(), List.of(leaving), true, List.of(), List.of()));
      zone.tell(
          new ZoneShell.Hold(
              ONE, "another boot", List.of(), List.of(leaving), true, List.of(), List.of()));
      zone.tell(
          new ZoneShell.Hold(TWO, "boot", List.of(), List.of(leaving), true, List.of(), List.of()));
    }
    agent.expectMessage(new Order.Sync(List.of()));
    agent.expectMessage(new Order.Drop(web(0), 1));
    agent.expectMessage(new Order.Drop(web(0), 1));
    awaitHandled();
    agent.expectNoMessage(Duration.ZERO);
  }
}
