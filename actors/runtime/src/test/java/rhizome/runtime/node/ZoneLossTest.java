package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.zone.Patience;
import rhizome.kernel.NodeId;
import rhizome.runtime.node.Announcements.Verdict;

/** What a zone does about nodes that fall silent, and what its governor allows. */
class ZoneLossTest extends OneZone {

  private static final NodeId THREE = new NodeId("three");
  private static final NodeId FOUR = new NodeId("four");

  @Test
  void aSilentNodeIsToldThatItIsSuspectedUntilItHasAnswered() {
    meet(ONE);
    pass(SUSPECT.minus(TICK));
    told.expectNoMessage(Duration.ZERO);
    pass(TICK);
    Told first = told.receiveMessage();
    assertThat(first.verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(first.node()).isEqualTo(ONE);
    assertThat(first.silent().boot()).isEqualTo("boot");
    assertThat(first.silence()).isEqualTo(SUSPECT);
    pass(Announcements.REPEAT);
    Told again = told.receiveMessage();
    assertThat(again.silence()).isEqualTo(SUSPECT.plus(Announcements.REPEAT));
    again.done().run();
    awaitHandled();
    pass(LEASE.minus(SUSPECT).minus(Announcements.REPEAT).minus(TICK));
    told.expectNoMessage(Duration.ZERO);
  }

  @Test
  void aSilentNodeIsToldItsLeaseIsOverUntilItHasAnswered() {
    suspect(ONE);
    pass(LEASE.minus(SUSPECT).minus(TICK));
    told.expectNoMessage(Duration.ZERO);
    pass(TICK);
    Told first = told.receiveMessage();
    assertThat(first.verdict()).isEqualTo(Verdict.LOST);
    assertThat(first.silence()).isEqualTo(LEASE);
    pass(Announcements.REPEAT);
    Told again = told.receiveMessage();
    assertThat(again.verdict()).isEqualTo(Verdict.LOST);
    again.done().run();
    awaitHandled();
    pass(Announcements.REPEAT.multipliedBy(2));
    told.expectNoMessage(Duration.ZERO);
    assertThat(governance().silent()).as("it is settled").isZero();
  }

  /** Such as the last heartbeat of a node that was removed meanwhile. */
  @Test
  void aSilentNodeThatIsNotOfThisGridIsNoLongerListed() {
    suspect(ONE);
    pass(LEASE.minus(SUSPECT));
    TestProbe<ZoneShell.Nodes> listed = KIT.createTestProbe();
    zone.tell(new ZoneShell.ListNodes(listed.getRef()));
    listed.expectMessage(new ZoneShell.Nodes(List.of(ONE)));
    told.receiveMessage().stranger().run();
    zone.tell(new ZoneShell.ListNodes(listed.getRef()));
    listed.expectMessage(new ZoneShell.Nodes(List.of()));
    pass(Announcements.REPEAT.multipliedBy(2));
    told.expectNoMessage(Duration.ZERO);
    assertThat(governance().silent()).as("it is forgotten").isZero();
  }

  @Test
  void whoIsHeardAfterASuspicionHasToEnrolAnewAndIsNotToldAgain() {
    meet(ONE);
    pass(SUSPECT);
    assertThat(told.receiveMessage().verdict()).isEqualTo(Verdict.SUSPECTED);
    meet(ONE);
    pass(Announcements.REPEAT, ONE);
    told.expectNoMessage(Duration.ZERO);
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void anAnswerToAnEarlierExpiryDoesNotEndALaterOne() {
    suspect(ONE);
    pass(LEASE.minus(SUSPECT));
    Told first = told.receiveMessage();
    beat(ONE, "boot 2", 0);
    agent.expectMessage(new Order.Introduce());
    zone.tell(new ZoneShell.Watch(ONE, "boot 2"));
    pass(SUSPECT);
    told.receiveMessage().done().run();
    pass(LEASE.minus(SUSPECT));
    assertThat(told.receiveMessage().silent().boot()).isEqualTo("boot 2");
    first.done().run();
    awaitHandled();
    pass(Announcements.REPEAT);
    assertThat(told.receiveMessage().silent().boot()).as("still unanswered").isEqualTo("boot 2");
  }

  @Test
  void aWitnessIsBelievedAtOnceAboutTheBootItSaw() {
    meet(ONE, TWO);
    zone.tell(new ZoneShell.Gone(ONE, "an older boot", "closed"));
    pass(TICK);
    told.expectNoMessage(Duration.ZERO);
    zone.tell(new ZoneShell.Gone(ONE, "boot", "closed"));
    pass(TICK);
    Told suspect = told.receiveMessage();
    assertThat(suspect.verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(suspect.silent().witness()).contains("closed");
    zone.tell(find(0, 1));
    assertThat(choices.receiveMessage().node()).contains(TWO);
  }

  @Test
  void aNodeThatIsWatchedAndNeverBeatsIsFoundSilentToo() {
    zone.tell(new ZoneShell.Watch(ONE, "boot"));
    awaitHandled();
    pass(LEASE.multipliedBy(Patience.UNHEARD_LEASES));
    assertThat(told.receiveMessage().node()).isEqualTo(ONE);
  }

  @Test
  void anUnheardNodeOfWhichOthersHeardNothingForLongIsLostAtOnce() {
    majoritySays(Map.of(ONE, LEASE));
    zone.tell(new ZoneShell.Watch(ONE, "boot"));
    awaitHandled();
    pass(SUSPECT.plus(TICK.multipliedBy(4)));
    assertThat(told.receiveMessage().verdict()).isEqualTo(Verdict.SUSPECTED);
    assertThat(told.receiveMessage().verdict()).isEqualTo(Verdict.LOST);
  }

  @Test
  void withoutAMajorityNoLeaseIsOverAndThatIsSaid() {
    majoritySays(Collections.emptyMap());
    suspect(ONE);
    pass(LEASE.multipliedBy(2));
    told.expectNoMessage(Duration.ZERO);
    assertThat(governance().unconfirmed()).isEqualTo(1);
    majoritySays(Map.of(ONE, LEASE.minusMillis(1)));
    pass(LEASE);
    told.expectNoMessage(Duration.ZERO);
    majoritySays(Map.of(ONE, LEASE));
    pass(TICK.multipliedBy(4));
    assertThat(told.receiveMessage().verdict()).isEqualTo(Verdict.LOST);
    assertThat(governance().unconfirmed()).isZero();
  }

  @Test
  void aQuestionThatIsNotAnsweredIsAskedAnewAndAnAnswerThatCameTooLateIsNone() {
    List<CompletableFuture<Map<NodeId, Duration>>> asked = majorityKeepsSilent();
    suspect(ONE);
    pass(LEASE);
    assertThat(asked).hasSize(1);
    pass(LEASE);
    assertThat(asked.size()).isBetween(2, 3);
    asked.getFirst().complete(Map.of(ONE, LEASE));
    awaitHandled();
    told.expectNoMessage(Duration.ofMillis(50));
    asked.getLast().complete(Map.of(ONE, LEASE));
    assertThat(told.receiveMessage().verdict()).isEqualTo(Verdict.LOST);
  }

  @Test
  void whatTheZoneSleptThroughIsNobodysSilence() {
    meet(ONE, TWO, THREE);
    sleep(Duration.ofSeconds(30));
    told.expectNoMessage(Duration.ZERO);
    assertThat(governance().silent()).isZero();
    pass(SUSPECT, ONE, TWO);
    assertThat(told.receiveMessage().node()).isEqualTo(THREE);
  }

  @Test
  void whenMostFallSilentAtOnceTheZoneFreezesSaysSoAndDisturbsNobodyWhoComesBack() {
    meet(ONE, TWO, THREE, FOUR);
    pass(LEASE.multipliedBy(2), FOUR);
    told.expectNoMessage(Duration.ZERO);
    Governance governance = governance();
    Governance.Freeze freeze = governance.frozen().orElseThrow();
    assertThat(freeze.silent()).isEqualTo(3);
    assertThat(freeze.nodes()).isEqualTo(4);
    assertThat(freeze.age()).isEqualTo(LEASE.multipliedBy(2).minus(SUSPECT));
    assertThat(freeze.age().plus(freeze.left())).isEqualTo(Duration.ofMinutes(5));
    assertThat(governance.waiting()).isEqualTo(3);
    pass(CALM.plus(TICK.multipliedBy(2)), ONE, TWO, THREE, FOUR);
    assertThat(governance().frozen()).isEmpty();
    assertThat(turns)
        .hasExactlyElementsOfTypes(Governor.Turn.Froze.class, Governor.Turn.Thawed.class);
    told.expectNoMessage(Duration.ZERO);
    agent.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatIsTakenOffTheGridKeepsNothingFrozen() {
    meet(ONE, TWO, THREE, FOUR);
    pass(LEASE, FOUR);
    assertThat(governance().frozen()).isPresent();
    TestProbe<ZoneShell.Forgotten> remover = KIT.createTestProbe();
    for (NodeId node : List.of(ONE, TWO, THREE)) {
      zone.tell(new ZoneShell.Forget(node, remover.getRef()));
      remover.expectMessage(new ZoneShell.Forgotten(node));
    }
    pass(CALM.plus(TICK.multipliedBy(2)), FOUR);
    assertThat(governance().frozen()).isEmpty();
    told.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whatIsTakenOffTheGridIsToldNothingMore() {
    meet(ONE, TWO);
    pass(SUSPECT, TWO);
    assertThat(told.receiveMessage().node()).isEqualTo(ONE);
    TestProbe<ZoneShell.Forgotten> remover = KIT.createTestProbe();
    zone.tell(new ZoneShell.Forget(ONE, remover.getRef()));
    pass(LEASE, TWO);
    told.expectNoMessage(Duration.ZERO);
  }

  @Test
  void whoStaysAwayIsGivenUpWhenAHumanHasLooked() {
    meet(ONE, TWO, THREE, FOUR);
    assertThat(resume().wasFrozen()).isFalse();
    pass(LEASE, FOUR);
    told.expectNoMessage(Duration.ZERO);
    assertThat(resume().wasFrozen()).isTrue();
    pass(TICK, FOUR);
    assertThat(told.receiveSeveralMessages(6))
        .extracting(t -> t.node() + " " + t.verdict())
        .containsExactlyInAnyOrder(
            "one SUSPECTED",
            "two SUSPECTED",
            "three SUSPECTED",
            "one LOST",
            "two LOST",
            "three LOST");
    assertThat(governance().frozen()).isEmpty();
    assertThat(resume().wasFrozen()).isFalse();
  }

  @Test
  void whoDoesNotAdmitMoreGetsNothingMore() {
    meet(ONE);
    zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(), List.of(), false, List.of(), List.of()));
    zone.tell(find(0, 1));
    assertThat(choices.receiveMessage().node()).isEmpty();
    zone.tell(new ZoneShell.Hold(ONE, "boot", List.of(), List.of(), true, List.of(), List.of()));
    pass(TICK);
    assertThat(found.receiveMessage().node()).as("who waited is served").isEqualTo(ONE);
  }

  @Test
  void aWorkloadIsMovedFromTheFullToTheEmptyNodeOnceAllIsCalm() {
    Resources capacity = Resources.DEFAULT.plus(Resources.DEFAULT).plus(Resources.DEFAULT);
    for (NodeId node : List.of(ONE, TWO)) {
      TestProbe<Order> link = KIT.createTestProbe();
      zone.tell(new ZoneShell.Beat(heartbeat(node, "boot", 0, capacity), link.getRef()));
      zone.tell(new ZoneShell.Watch(node, "boot"));
    }
    hold(ONE, 1, 2, 3);
    pass(SUSPECT.multipliedBy(2), ONE);
    told.receiveMessage().done().run();
    pass(PACE, ONE);
    vacated.expectNoMessage(Duration.ZERO);
    zone.tell(new ZoneShell.Beat(heartbeat(TWO, "boot", 0, capacity), agent.getRef()));
    zone.tell(new ZoneShell.Watch(TWO, "boot"));
    zone.tell(new ZoneShell.Beat(heartbeat(ONE, "boot", 0, capacity), agent.getRef()));
    for (int i = 0; i <= PACE.toMillis() / TICK.toMillis(); i++) {
      zone.tell(new ZoneShell.Beat(heartbeat(TWO, "boot", 0, capacity), agent.getRef()));
      zone.tell(new ZoneShell.Beat(heartbeat(ONE, "boot", 0, capacity), agent.getRef()));
      pass(TICK);
    }
    Vacated first = vacated.receiveMessage();
    assertThat(first.workload()).isEqualTo(web(1));
    assertThat(first.lease()).isEqualTo(new Lease(ONE, 1));
    assertThat(first.why()).contains("one was 100 % full");
    vacated.expectNoMessage(Duration.ZERO);
  }

  private void hold(NodeId node, int... slots) {
    List<Assignment> held = Arrays.stream(slots).mapToObj(slot -> web(slot, 1)).toList();
    zone.tell(new ZoneShell.Hold(node, "boot", held, List.of(), true, List.of(), List.of()));
  }

  /** Met, silent, told, and it has answered. */
  private void suspect(NodeId node) {
    meet(node);
    pass(SUSPECT);
    Told suspicion = told.receiveMessage();
    assertThat(Optional.of(suspicion).map(Told::verdict)).contains(Verdict.SUSPECTED);
    suspicion.done().run();
    awaitHandled();
  }
}
