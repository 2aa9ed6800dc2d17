package rhizome.grid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.node.Machine.API;
import static rhizome.grid.node.Machine.DB;
import static rhizome.grid.node.Machine.FACTS;
import static rhizome.grid.node.Machine.HOME;
import static rhizome.grid.node.Machine.N1;
import static rhizome.grid.node.Machine.WEB;
import static rhizome.grid.node.Machine.assignment;
import static rhizome.grid.node.Machine.held;
import static rhizome.grid.node.Machine.known;
import static rhizome.grid.node.Machine.online;
import static rhizome.grid.node.Machine.reserve;
import static rhizome.grid.node.Machine.second;
import static rhizome.grid.node.Machine.shared;
import static rhizome.grid.node.Machine.unknown;
import static rhizome.grid.node.Node.Refusal.NOT_ENROLLED;
import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.grid.node.Node.Refusal.NO_CAPACITY;
import static rhizome.grid.node.Node.Refusal.STALE_BOOT;
import static rhizome.grid.node.Node.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.TextFile;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Duty;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.State;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.Labels;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class NodeTest {

  private static final Cause SILENCE =
      Cause.of("nothing was heard of n1 since then", second(8))
          .leadingTo("the lease of n1 ran out", second(10));
  private static final Cause SUSPICION =
      Cause.of("its connection closed", second(7))
          .leadingTo("n1 is suspected to be gone", second(8));

  @Test
  void anEnrolledNodeIsWatchedAndToldWhatToHold() {
    assertThat(online().owes())
        .containsExactly(
            new Duty.Watch(N1, HOME, "boot-1"),
            new Duty.Hold(N1, HOME, "boot-1", List.of(), List.of(), true, List.of(), List.of()));
  }

  @Test
  void enrollingAgainAsBeforeIsNoNews() {
    var node = online();
    assertThat(node.when(new Enrol(FACTS, "boot-1", second(2)))).isEqualTo(unchanged());
    Facts grown = new Facts(HOME, "n1.home", new Resources(2_000, 1L << 30));
    assertThat(node.when(new Enrol(grown, "boot-1", second(3))))
        .isEqualTo(accept(new Event.Enrolled(grown, "boot-1", second(3))));
    assertThat(node.when(new Enrol(grown, "boot-2", second(4))))
        .isEqualTo(accept(new Event.Enrolled(grown, "boot-2", second(4))));
  }

  @Test
  void otherLabelsAreNewsAndThoseThatAreNoneAreNotShown() {
    var node = online();
    Labels labels = Labels.parse(List.of("region=eu"));
    Facts labelled = new Facts(HOME, FACTS.host(), FACTS.capacity(), FACTS.address(), labels);
    assertThat(node.when(new Enrol(labelled, "boot-1", second(3))))
        .isEqualTo(accept(new Event.Enrolled(labelled, "boot-1", second(3))));
    assertThat(FACTS.toString()).doesNotContain("labels");
    assertThat(labelled.toString()).endsWith(", labels=region=eu]");
  }

  @Test
  void whatIsReservedIsHeldAcrossBoots() {
    var node = online().given(reserve(WEB, 1, 400), new Enrol(FACTS, "boot-2", second(5)));
    assertThat(node.owes())
        .contains(
            new Duty.Hold(
                N1,
                HOME,
                "boot-2",
                List.of(assignment(WEB, 1, 400)),
                List.of(),
                true,
                List.of(),
                List.of()));
  }

  @Test
  void aReservationAskedForTwiceIsTakenOnce() {
    var node = online();
    assertThat(node.when(reserve(WEB, 1, 400)))
        .isEqualTo(accept(new Event.Reserved(assignment(WEB, 1, 400), second(5))));
    assertThat(node.when(reserve(WEB, 1, 400))).isEqualTo(unchanged());
    assertThat(node.when(reserve(WEB, 1, 300))).isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void aHigherEpochTakesThePlaceOfALower() {
    var node = online().given(reserve(WEB, 1, 900), reserve(WEB, 2, 1_000));
    assertThat(held(node)).containsExactly(assignment(WEB, 2, 1_000));
    assertThat(node.when(reserve(WEB, 1, 900))).isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void moreThanThereIsIsRefused() {
    var node = online().given(reserve(WEB, 1, 600));
    assertThat(node.when(reserve(DB, 1, 401))).isEqualTo(reject(NO_CAPACITY));
    node.given(reserve(DB, 1, 400));
    assertThat(known(node).reserved().cpuMillis()).isEqualTo(1_000);
  }

  @Test
  void moreFilesThanOneMessageCanTellOfAreRefused() {
    String half = "x".repeat((int) Holdings.FILE_BYTES_MAX / 2);
    Supplies files =
        new Supplies(List.of(new TextFile("f", "f", 0644, half)), List.of(), List.of());
    var node = online().given(with(files, reserve(WEB, 1, 1)), with(files, reserve(DB, 1, 1)));
    WorkloadId third = WorkloadId.parse("shop/db#1");
    TextFile small = new TextFile("f", "f", 0644, "x");
    Supplies one = new Supplies(List.of(small), List.of(), List.of());
    assertThat(node.when(with(one, reserve(third, 1, 1)))).isEqualTo(reject(NO_CAPACITY));
    node.given(reserve(third, 1, 1));
  }

  private static Reserve with(Supplies files, Reserve reserve) {
    Assignment plain = reserve.assignment();
    return new Reserve(
        new Assignment(plain.workload(), plain.epoch(), plain.spec().with(files)), reserve.at());
  }

  @Test
  void whatIsLeavingStillTakesItsPlace() {
    var node = online().given(reserve(WEB, 1, 600), new Release(WEB, 1, second(6)));
    assertThat(held(node)).isEmpty();
    assertThat(node.when(reserve(DB, 1, 600))).isEqualTo(reject(NO_CAPACITY));
    node.given(new Free(WEB, 1, second(7)), reserve(DB, 1, 600));
  }

  /** An agent that stopped it, and was ended before it could say so here, is asked again. */
  @Test
  void theAgentIsAskedForWhatIsLeavingUntilNothingIsLeft() {
    var node =
        online().given(reserve(WEB, 1, 600), reserve(DB, 1, 200), new Release(WEB, 1, second(6)));
    assertThat(node.owes())
        .contains(
            new Duty.Hold(
                N1,
                HOME,
                "boot-1",
                List.of(assignment(DB, 1, 200)),
                List.of(assignment(WEB, 1, 600)),
                true,
                List.of(),
                List.of()));
    node.given(new Free(WEB, 1, second(7)));
    assertThat(node.owes())
        .contains(
            new Duty.Hold(
                N1,
                HOME,
                "boot-1",
                List.of(assignment(DB, 1, 200)),
                List.of(),
                true,
                List.of(),
                List.of()));
  }

  @Test
  void releaseIsOverOnlyWhenNothingIsLeft() {
    var node = online().given(reserve(WEB, 1, 400));
    Release release = new Release(WEB, 1, second(6));
    assertThat(node.when(release)).isEqualTo(accept(new Event.Releasing(WEB, 1, second(6))));
    assertThat(node.when(release)).isEqualTo(unchanged());
    assertThat(node.when(new Free(WEB, 1, second(7))))
        .isEqualTo(accept(new Event.Freed(WEB, 1, second(7))));
    assertThat(node.when(release)).isEqualTo(reject(NOT_HELD));
    assertThat(node.when(new Free(WEB, 1, second(8)))).isEqualTo(unchanged());
  }

  /** Else a Reserve that comes late would run what has long been placed elsewhere. */
  @Test
  void whatWasGivenBackIsNeverTakenAgain() {
    var node = online().given(reserve(WEB, 2, 400), new Release(WEB, 2, second(6)));
    assertThat(node.when(reserve(WEB, 2, 400))).isEqualTo(reject(STALE_EPOCH));
    node.given(new Free(WEB, 2, second(7)));
    assertThat(node.when(reserve(WEB, 2, 400))).isEqualTo(reject(STALE_EPOCH));
    assertThat(node.when(reserve(WEB, 1, 400))).isEqualTo(reject(STALE_EPOCH));
    node.given(reserve(WEB, 3, 400));
  }

  @Test
  void aReleaseThatOvertookItsReserveFencesItFirst() {
    var node = online();
    Release release = new Release(WEB, 1, second(6));
    assertThat(node.when(release)).isEqualTo(accept(new Event.Freed(WEB, 1, second(6))));
    assertThat(node.when(release)).isEqualTo(reject(NOT_HELD));
    assertThat(node.when(reserve(WEB, 1, 400))).isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void aFenceIsRememberedLongerThanAnyMessageTravelsAndNotForEver() {
    long ttl = Node.FENCE_TTL.toSeconds();
    var node = online().given(new Release(WEB, 1, second(6)));
    node.given(new Release(DB, 1, second(6 + ttl)));
    assertThat(known(node).fences()).containsOnlyKeys(DB, WEB);
    node.given(new Release(DB, 2, second(7 + ttl)));
    assertThat(known(node).fences()).containsOnlyKeys(DB);
  }

  @Test
  void aFenceIsNotLowered() {
    var node = online().given(new Release(WEB, 5, second(6)));
    assertThat(node.when(new Release(WEB, 3, second(7)))).isEqualTo(reject(NOT_HELD));
    assertThat(known(node).fences().get(WEB)).isEqualTo(new Node.Fence(5, second(6)));
  }

  @Test
  void aLowerEpochIsNotHeldAndAHigherOneEndsWhatIsHeld() {
    var node = online().given(reserve(WEB, 2, 400));
    assertThat(node.when(new Release(WEB, 1, second(6)))).isEqualTo(reject(NOT_HELD));
    assertThat(node.when(new Free(WEB, 1, second(6)))).isEqualTo(unchanged());
    assertThat(node.when(new Release(WEB, 3, second(6))))
        .isEqualTo(accept(new Event.Releasing(WEB, 2, second(6))));
    node.given(new Free(WEB, 3, second(7)));
    assertThat(held(node)).isEmpty();
  }

  @Test
  void aLeaseThatRanOutIsNewsForEveryWorkloadOfTheNode() {
    var node = online().given(reserve(WEB, 1, 400), reserve(DB, 4, 400));
    node.given(new Release(DB, 4, second(6)), new ExpireLease("boot-1", second(8), second(10)));
    assertThat(node.owes())
        .containsExactly(
            new Duty.Miss(N1, HOME),
            new Duty.Evict(N1, DB, new Lease(N1, 4), SILENCE),
            new Duty.Evict(N1, WEB, new Lease(N1, 1), SILENCE));
    assertThat(node.when(new ExpireLease("boot-1", second(8), second(11)))).isEqualTo(unchanged());
    assertThat(node.when(reserve(WEB, 2, 100))).isEqualTo(reject(NOT_ONLINE));
  }

  @Test
  void whatWasLostIsNotHeldWhenTheNodeComesBack() {
    var node = online().given(reserve(WEB, 1, 400));
    node.given(new ExpireLease("boot-1", second(8), second(10)));
    node.given(new Enrol(FACTS, "boot-2", second(12)));
    assertThat(node.owes())
        .containsExactly(
            new Duty.Watch(N1, HOME, "boot-2"),
            new Duty.Hold(N1, HOME, "boot-2", List.of(), List.of(), true, List.of(), List.of()),
            new Duty.Evict(N1, WEB, new Lease(N1, 1), SILENCE));
    assertThat(node.when(reserve(WEB, 1, 400))).isEqualTo(reject(STALE_EPOCH));
    assertThat(node.when(new Release(WEB, 1, second(13)))).isEqualTo(unchanged());
    node.given(new Free(WEB, 1, second(14)));
    assertThat(node.owes()).hasSize(2);
  }

  @Test
  void theExpiryOfAnEarlierBootIsStale() {
    var node = online().given(new Enrol(FACTS, "boot-2", second(5)));
    assertThat(node.when(new ExpireLease("boot-1", second(1), second(6))))
        .isEqualTo(reject(STALE_BOOT));
  }

  @Test
  void anOfflineNodeThatIsHeardAgainIsOnline() {
    var node = online().given(new ExpireLease("boot-1", second(8), second(10)));
    node.given(new Enrol(FACTS, "boot-1", second(12)));
    assertThat(known(node).condition()).isEqualTo(Condition.ONLINE);
  }

  @Test
  void whoNeverEnrolledHoldsNothing() {
    assertThat(unknown().owes()).isEmpty();
    assertThat(unknown().when(reserve(WEB, 1, 1))).isEqualTo(reject(NOT_ENROLLED));
    assertThat(unknown().when(new ExpireLease("b", second(1), second(2))))
        .isEqualTo(reject(NOT_ENROLLED));
    assertThat(unknown().when(new Release(WEB, 1, second(1)))).isEqualTo(reject(NOT_HELD));
    assertThat(unknown().when(new Free(WEB, 1, second(1)))).isEqualTo(reject(NOT_HELD));
  }

  @Test
  void aStateFromBeforeNodesCouldBeClosedIsOpen() {
    State.Known old =
        new State.Known(
            FACTS, "boot-1", Condition.ONLINE, Optional.empty(), new TreeMap<>(), new TreeMap<>());
    assertThat(old.admits()).isTrue();
    assertThat(old).isEqualTo(online().state());
  }

  @Test
  void aJournalThatCannotBeIsNotRead() {
    assertThatThrownBy(
            () -> new Node(N1).evolve(new State.Unknown(), new Event.Freed(WEB, 1, second(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal is corrupt");
  }

  @Test
  void anEpochCountsFromOne() {
    assertThatThrownBy(() -> assignment(WEB, 0, 1)).hasMessageContaining("counts from 1");
  }

  @Test
  void whateverItIsToldItIsNeverOversold() {
    Property.forAll(
        random -> {
          var node = online();
          for (int i = 0; i < 60; i++) {
            WorkloadId id = new WorkloadId(new RobotId("r"), "s", random.nextInt(5));
            long epoch = 1 + random.nextLong(4);
            Command command =
                switch (random.nextInt(6)) {
                  case 0 -> new Release(id, epoch, second(i));
                  case 1 -> new Free(id, epoch, second(i));
                  case 2 -> new Enrol(FACTS, "boot-1", second(i));
                  case 3 -> new ExpireLease("boot-1", second(i), second(i));
                  default -> reserve(id, epoch, random.nextLong(700));
                };
            node.when(command);
            assertThat(known(node).reserved().fitsIn(FACTS.capacity())).isTrue();
          }
        });
  }

  /** Its lease still runs, so what is single stays; what is shared need not wait for the end. */
  @Test
  void aSuspectedNodeDoubtsWhatIsSharedAndGoesOnHoldingEverything() {
    var node = suspect();
    assertThat(known(node).condition()).isEqualTo(Condition.SUSPECT);
    assertThat(node.owes())
        .containsExactly(
            new Duty.Watch(N1, HOME, "boot-1"),
            new Duty.Hold(
                N1,
                HOME,
                "boot-1",
                List.of(assignment(DB, 1, 400), shared(WEB, 1, 400)),
                List.of(),
                false,
                List.of(),
                List.of()),
            new Duty.Summon(N1, HOME, "boot-1"),
            new Duty.Doubt(N1, WEB, new Lease(N1, 1), SUSPICION));
  }

  @Test
  void aSuspicionIsSaidOnceAndOfThePresentBootOnly() {
    var node = suspect();
    assertThat(node.when(suspicion("boot-1", 9))).isEqualTo(unchanged());
    assertThat(node.when(suspicion("boot-0", 9))).isEqualTo(reject(STALE_BOOT));
    assertThat(unknown().when(suspicion("boot-1", 9))).isEqualTo(reject(NOT_ENROLLED));
    node.given(new ExpireLease("boot-1", second(3), second(10)));
    assertThat(node.when(suspicion("boot-1", 11))).isEqualTo(unchanged());
  }

  @Test
  void aSuspectedNodeReservesNothingNewAndConfirmsWhatItHolds() {
    var node = suspect();
    assertThat(node.when(reserve(DB, 1, 400))).isEqualTo(unchanged());
    assertThat(node.when(reserve(DB, 2, 400))).isEqualTo(reject(NOT_ONLINE));
    assertThat(node.when(reserve(API, 1, 1))).isEqualTo(reject(NOT_ONLINE));
  }

  /** Capacity is not given away under a process that still stops. */
  @Test
  void whatASuspectedNodeIsToldToReleaseStillTakesItsPlace() {
    var node = suspect().given(new Release(WEB, 1, second(9)));
    assertThat(known(node).reserved().cpuMillis()).isEqualTo(800);
    assertThat(node.owes()).noneMatch(Duty.Doubt.class::isInstance);
    node.given(new Free(WEB, 1, second(9)));
    assertThat(known(node).reserved().cpuMillis()).isEqualTo(400);
  }

  @Test
  void aSuspectedNodeThatEnrolsAgainIsAsItWas() {
    var node = suspect();
    assertThat(node.when(new Enrol(FACTS, "boot-1", second(9))))
        .isEqualTo(accept(new Event.Enrolled(FACTS, "boot-1", second(9))));
    assertThat(known(node).condition()).isEqualTo(Condition.ONLINE);
    assertThat(known(node).admits()).isTrue();
    assertThat(node.owes())
        .extracting(Object::getClass)
        .containsExactly(Duty.Watch.class, Duty.Hold.class);
  }

  @Test
  void aSuspicionThatComesTrueIsTheCauseOfTheLoss() {
    var node = suspect().given(new ExpireLease("boot-1", second(3), second(10)));
    Cause lost = SUSPICION.leadingTo("the lease of n1 ran out", second(10));
    assertThat(node.owes())
        .containsExactly(
            new Duty.Miss(N1, HOME),
            new Duty.Evict(N1, DB, new Lease(N1, 1), lost),
            new Duty.Evict(N1, WEB, new Lease(N1, 1), lost));
  }

  private static Trial<Command, Event, State, Duty> suspect() {
    return online()
        .given(
            reserve(DB, 1, 400),
            new Reserve(shared(WEB, 1, 400), second(5)),
            suspicion("boot-1", 8));
  }

  private static Suspect suspicion(String boot, long at) {
    return new Suspect(boot, Cause.of("its connection closed", second(7)), second(at));
  }
}
