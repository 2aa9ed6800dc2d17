package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.workload.Lives.HEALTHY_AFTER;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.absent;
import static rhizome.grid.workload.Lives.exhausted;
import static rhizome.grid.workload.Lives.gone;
import static rhizome.grid.workload.Lives.informed;
import static rhizome.grid.workload.Lives.lost;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.restarting;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.stopped;
import static rhizome.grid.workload.Lives.unready;
import static rhizome.grid.workload.Workload.Refusal.NOT_DEPLOYED;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Report;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.State;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;

/** A workload that leaves a node on which it may still run. */
class DepartureTest {

  private static final Spec SHARED = Operator.shared(SPEC);

  /** While it serves, it takes nobody else's place. */
  private static final Spec SERVING = SHARED.with(new Priority(0, false, false));

  private static final Lease FIRST = new Lease(N1, 1);
  private static final Lease SECOND = new Lease(N2, 2);
  private static final Instant DEADLINE = second(60);
  private static final Cause DRAIN = Cause.of("n1 is being drained by ann", second(20));
  private static final Cause DOUBT = Cause.of("n1 is suspected to be gone", second(20));

  private static Duty pending(long falls) {
    return new Duty.Inform(
        WEB, 1, Status.PENDING, "", Optional.empty(), Optional.empty(), 0, falls);
  }

  @Test
  void whatIsSingleIsStoppedBeforeItsNextPlaceIsSought() {
    var workload = ready();
    assertThat(workload.when(vacate(FIRST, 20)))
        .isEqualTo(accept(new Event.Vacated(2, N1, false, 0, DRAIN, second(20))));
    assertThat(workload.owes())
        .containsExactly(new Duty.Release(WEB, FIRST), new Duty.Inform(WEB, 1, Status.PENDING, ""));
    assertThat(workload.when(new Place(2, N2, second(21)))).isEqualTo(reject(STALE_EPOCH));
    workload.given(new ConfirmRelease(FIRST, second(22)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of(N1)));
  }

  @Test
  void whatIsSharedServesOnWhileItsNextPlaceIsSought() {
    var workload = shared();
    assertThat(workload.when(vacate(FIRST, 20)))
        .isEqualTo(accept(new Event.Vacated(2, N1, true, 0, DRAIN, second(20))));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.FindPlace(WEB, 2, SERVING, List.of(N1)),
            informed(1, Status.READY, "on n1, which it is leaving", FIRST));
    workload.given(new LackPlace(2, "n2 is full", second(21)));
    assertThat(workload.owes())
        .contains(informed(1, Status.READY, "on n1, which it is leaving: n2 is full", FIRST));
  }

  @Test
  void whatServesIsReleasedOnlyWhenItsSuccessorIsReady() {
    var workload = leaving().given(new Place(2, N2, second(21)));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Reserve(N2, new Assignment(WEB, 2, SHARED)),
            informed(1, Status.READY, "on n1, moving to n2", SECOND));
    workload.given(new ConfirmPlace(2, second(22)), startedOn(N2, 2, 23));
    assertThat(workload.owes()).noneMatch(Duty.Release.class::isInstance);
    workload.given(readyOn(N2, 2, 24));
    assertThat(workload.owes())
        .containsExactly(new Duty.Release(WEB, FIRST), informed(1, Status.READY, "on n2", SECOND));
    workload.given(new ConfirmRelease(FIRST, second(25)));
    assertThat(workload.owes()).containsExactly(informed(1, Status.READY, "on n2", SECOND));
  }

  @Test
  void whatIsNotReadyIsNotWorthWaitingFor() {
    for (var workload :
        List.of(
            placedShared(), shared().given(unready(1, 15)), shared().given(restarting(1, 15)))) {
      workload.given(vacate(FIRST, 20));
      assertThat(workload.owes())
          .containsExactly(
              new Duty.Release(WEB, FIRST),
              new Duty.FindPlace(WEB, 2, SHARED, List.of(N1)),
              pending(workload.state().falls()));
    }
  }

  @Test
  void whoIsAskedToLeaveAfterTheDeadlineServesNoMore() {
    var workload = shared().given(vacate(FIRST, 60));
    assertThat(workload.owes()).first().isEqualTo(new Duty.Release(WEB, FIRST));
  }

  @Test
  void whoIsAskedAgainGoesAtTheDeadlineWithOrWithoutASuccessor() {
    Cause late = DRAIN.leadingTo("the time to replace it first is over", second(60));
    for (var workload : List.of(leaving(), leaving().given(new Place(2, N2, second(21))))) {
      assertThat(workload.when(vacate(FIRST, 30))).isEqualTo(unchanged());
      assertThat(workload.when(vacate(FIRST, 59))).isEqualTo(unchanged());
      assertThat(workload.when(vacate(FIRST, 60)))
          .isEqualTo(accept(new Event.Relieved(FIRST, late, second(60))));
      assertThat(workload.owes()).contains(new Duty.Release(WEB, FIRST));
      assertThat(workload.when(vacate(FIRST, 61))).isEqualTo(unchanged());
    }
  }

  /** Its successor is sought already, so nobody mends it. */
  @Test
  void whatServesIsLetGoWhenItFails() {
    letsGo(unready(1, 30), "no longer answers its probe: no answer");
    letsGo(restarting(1, 30), "ended with signal 9 (SIGKILL)");
    letsGo(exhausted(N1, 1, 30), "ended with exit code 1");
  }

  /**
   * Found by seed (93673963713579): its machine had crashed and began it again, nobody took note,
   * and when it stayed after all only half of what that process had said was said once more.
   */
  @Test
  void whatServesIsLetGoWhenAnotherProcessTookItsPlace() {
    letsGo(started(1, 2, 30), "was started anew");
    letsGo(started(1, 1, 30, 999), "was started anew");
    letsGo(Lives.ready(1, 2, 30), "was started anew");
  }

  /** Found by seed (3113247956644): what served was ready, and its ports were never heard of. */
  @Test
  void whoseStartIsNotToldYetLeavesOnlyAfterItIsOrWhenTimeIsUp() {
    var workload = placedShared().given(Lives.ready(1, 1, 11));
    assertThat(workload.when(vacate(FIRST, 20))).isEqualTo(unchanged());
    var late = placedShared().given(Lives.ready(1, 1, 11));
    assertThat(late.when(vacate(FIRST, 60))).isNotEqualTo(unchanged());
    workload.given(started(1, 1, 10), vacate(FIRST, 21));
    assertThat(workload.owes())
        .contains(informed(1, Status.READY, "on n1, which it is leaving", FIRST));
  }

  @Test
  void whatServesIsNotLetGoForWhatAnEarlierProcessSaid() {
    var workload =
        shared()
            .given(restarting(1, 12), started(1, 2, 13), Lives.ready(1, 2, 14), vacate(FIRST, 20));
    assertThat(workload.when(restarting(1, 12))).isEqualTo(unchanged());
    assertThat(workload.when(Lives.ready(1, 1, 11))).isEqualTo(unchanged());
  }

  private static void letsGo(Command failure, String what) {
    var workload = leaving();
    Cause cause = Cause.of("what n1 still ran of it " + what, second(30));
    assertThat(workload.when(failure))
        .isEqualTo(accept(new Event.Relieved(FIRST, cause, second(30))));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, FIRST),
            new Duty.FindPlace(WEB, 2, SHARED, List.of(N1)),
            new Duty.Inform(WEB, 1, Status.PENDING, ""));
    assertThat(workload.when(failure)).isEqualTo(unchanged());
  }

  @Test
  void whatServesAndSaysThatItDoesIsNoNews() {
    var workload = leaving();
    for (Command report : List.of(started(1, 1, 30), Lives.ready(1, 1, 30))) {
      assertThat(workload.when(report)).isEqualTo(unchanged());
    }
    assertThat(workload.when(startedOn(N2, 2, 30))).isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void whatServedAndEndedIsNotReleasedAgain() {
    for (Command end :
        List.of(stopped(1, 1, 30), lost(N1, 1, 30), new ConfirmRelease(FIRST, second(30)))) {
      var workload = leaving();
      assertThat(workload.when(end)).isEqualTo(accept(new Event.Released(FIRST, second(30))));
      assertThat(workload.owes())
          .containsExactly(
              new Duty.FindPlace(WEB, 2, SHARED, List.of(N1)),
              new Duty.Inform(WEB, 1, Status.PENDING, ""));
    }
  }

  /**
   * To start anew would stop it first. Found by seed: without this its claim of the place was never
   * used, and what others waited for changed without end (ADR 0010).
   */
  @Test
  void whoHasRoomOnlyWhereItIsStays() {
    var workload = leaving();
    assertThat(workload.when(new Place(2, N1, second(30))))
        .isEqualTo(accept(new Event.Stayed(FIRST, second(30))));
    assertThat(workload.owes()).containsExactly(informed(1, Status.READY, "on n1", FIRST));
  }

  /** A place may have been reserved for an epoch that was asked for. */
  @Test
  void whoStayedUsesNoEpochTwice() {
    var workload = leaving().given(new Place(2, N1, second(30)), vacate(FIRST, 31));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 3, SERVING, List.of(N1)));
    workload.given(new Place(3, N1, second(32)), new Retire(2, second(33)));
    assertThat(workload.state())
        .isInstanceOfSatisfying(State.Retiring.class, r -> assertThat(r.epoch()).isEqualTo(3));
  }

  @Test
  void aSuccessorThatIsRefusedIsSoughtAnewWhileTheFirstServes() {
    var workload =
        leaving()
            .given(new Place(2, N2, second(21)), new RefusePlace(2, "NO_CAPACITY", second(22)));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, SECOND),
            new Duty.FindPlace(WEB, 3, SERVING, List.of(N1, N2)),
            informed(1, Status.READY, "on n1, which it is leaving", FIRST));
  }

  /** A second drain meets what the first one sent there. */
  @Test
  void aSuccessorThatMustLeaveTooDoesNotEndWhatServes() {
    var workload = leaving().given(new Place(2, N2, second(21)), startedOn(N2, 2, 22));
    workload.given(vacate(SECOND, 23));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, SECOND),
            new Duty.FindPlace(WEB, 3, SERVING, List.of(N1, N2)),
            informed(1, Status.READY, "on n1, which it is leaving", FIRST));
  }

  @Test
  void aSuccessorThatCannotLiveIsParkedWhileTheFirstServes() {
    var workload = leaving().given(new Place(2, N2, second(21)), exhausted(N2, 2, 22));
    workload.given(new Place(3, N2, second(23)), exhausted(N2, 3, 24));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.PARKED);
    assertThat(workload.owes()).doesNotContain(new Duty.Release(WEB, FIRST));
    assertThat(workload.when(vacate(FIRST, 59))).isEqualTo(unchanged());
    workload.given(vacate(FIRST, 60));
    assertThat(workload.owes()).contains(new Duty.Release(WEB, FIRST));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.PARKED);
  }

  @Test
  void aHealthySpellBeforeItLeavesForgivesItsMoves() {
    var moved = placedShared().given(exhausted(N1, 1, 4), new Place(2, N2, second(5)));
    moved.given(startedOn(N2, 2, 6), readyOn(N2, 2, 7));
    long healthy = 7 + HEALTHY_AFTER.toSeconds();
    assertThat(moved.when(new Vacate(SECOND, DRAIN, second(1_000), second(healthy))))
        .isEqualTo(accept(new Event.Vacated(3, N2, true, 0, DRAIN, second(healthy))));
    var soon = placedShared().given(exhausted(N1, 1, 4), new Place(2, N2, second(5)));
    soon.given(startedOn(N2, 2, 6), readyOn(N2, 2, 7));
    assertThat(soon.when(new Vacate(SECOND, DRAIN, second(1_000), second(8))))
        .isEqualTo(accept(new Event.Vacated(3, N2, true, 1, DRAIN, second(8))));
  }

  @Test
  void whatIsSingleWaitsForTheEndOfADoubtedLease() {
    var workload = ready();
    assertThat(workload.when(doubt(FIRST, 20))).isEqualTo(unchanged());
    assertThat(workload.owes()).containsExactly(informed(1, Status.READY, "on n1", FIRST));
  }

  @Test
  void whatIsSharedIsReplacedWhileADoubtedLeaseStillRuns() {
    for (var workload : List.of(placedShared(), shared())) {
      assertThat(workload.when(doubt(FIRST, 20)))
          .isEqualTo(accept(new Event.Moved(2, N1, false, 0, DOUBT, second(20))));
      assertThat(workload.owes())
          .containsExactly(
              new Duty.Release(WEB, FIRST),
              new Duty.FindPlace(WEB, 2, SHARED, List.of(N1)),
              pending(workload.state().falls()));
      assertThat(workload.when(doubt(FIRST, 21))).isEqualTo(unchanged());
    }
  }

  @Test
  void nobodyReliesOnWhatServesWhereItIsDoubted() {
    var workload = leaving();
    assertThat(workload.when(doubt(FIRST, 30)))
        .isEqualTo(accept(new Event.Relieved(FIRST, DOUBT, second(30))));
    assertThat(Workload.status(workload.state())).isEqualTo(Status.PENDING);
    assertThat(workload.when(doubt(FIRST, 31))).isEqualTo(unchanged());
  }

  /** Each suspicion may leave one behind that cannot end for now. */
  @Test
  void noMoreLeasesAreLeftBehindThanTheLimit() {
    var workload = shared();
    NodeId at = N1;
    for (long epoch = 1; epoch <= Workload.ENDING_MAX; epoch++) {
      workload.given(doubt(new Lease(at, epoch), 20 + epoch));
      if (epoch < Workload.ENDING_MAX) {
        at = new NodeId("m" + epoch);
        workload.given(new Place(epoch + 1, at, second(20 + epoch)));
      }
    }
    assertThat(workload.owes()).noneMatch(Duty.FindPlace.class::isInstance);
    long next = Workload.ENDING_MAX + 1;
    assertThat(workload.when(new Place(next, N2, second(40)))).isEqualTo(reject(STALE_EPOCH));
    workload.given(new ConfirmRelease(FIRST, second(41)));
    assertThat(workload.owes()).anyMatch(Duty.FindPlace.class::isInstance);
    workload.given(new Place(next, N2, second(42)));
  }

  /** The one before may have been single. */
  @Test
  void aNewSpecWaitsForAllThatRunsOfTheOld() {
    var workload = leaving().given(new Place(2, N2, second(21)));
    workload.given(new Ensure(SPEC, 2, second(30)));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, FIRST),
            new Duty.Release(WEB, SECOND),
            new Duty.Inform(WEB, 2, Status.PENDING, ""));
    workload.given(new ConfirmRelease(FIRST, second(31)));
    assertThat(workload.owes()).noneMatch(Duty.FindPlace.class::isInstance);
    workload.given(new ConfirmRelease(SECOND, second(32)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 3, SPEC, List.of()));
  }

  @Test
  void whatIsRetiredGivesBackAllItHas() {
    var workload = leaving().given(new Place(2, N2, second(21)), new Retire(2, second(30)));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, FIRST),
            new Duty.Release(WEB, SECOND),
            new Duty.Inform(WEB, 2, Status.RETIRING, ""));
    assertThat(workload.when(vacate(FIRST, 31))).isEqualTo(unchanged());
    assertThat(workload.when(doubt(SECOND, 31))).isEqualTo(unchanged());
  }

  @Test
  void aLeaseNobodyKnowsHasNoBusinessThere() {
    Lease foreign = new Lease(N2, 9);
    for (var workload :
        List.of(Lives.pending(), ready(), shared(), leaving(), Lives.parked(), Lives.retiring())) {
      assertThat(workload.when(vacate(foreign, 30))).isEqualTo(reject(STALE_EPOCH));
      assertThat(workload.when(doubt(foreign, 30))).isEqualTo(reject(STALE_EPOCH));
    }
    for (var workload : List.of(absent(), gone())) {
      assertThat(workload.when(vacate(foreign, 30))).isEqualTo(reject(NOT_DEPLOYED));
      assertThat(workload.when(doubt(foreign, 30))).isEqualTo(reject(NOT_DEPLOYED));
    }
  }

  @Test
  void whatIsLeavingAlreadyIsToldNothingNew() {
    var single = ready().given(vacate(FIRST, 20));
    var ended = shared().given(doubt(FIRST, 20));
    for (var workload : List.of(single, ended, Lives.retiring())) {
      assertThat(workload.when(vacate(FIRST, 70))).isEqualTo(unchanged());
      assertThat(workload.when(doubt(FIRST, 70))).isEqualTo(unchanged());
    }
  }

  @Test
  void aJournalInWhichNobodyServedTellsNobodyToStay() {
    assertThatThrownBy(
            () -> WorkloadEvolution.evolve(ready().state(), new Event.Stayed(FIRST, second(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal is corrupt");
  }

  private static Trial<Command, Event, State, Duty> placedShared() {
    return absent().given(new Ensure(SHARED, 1, second(1)), new Place(1, N1, second(2)));
  }

  private static Trial<Command, Event, State, Duty> shared() {
    return placedShared()
        .given(new ConfirmPlace(1, second(3)), started(1, 1, 10), Lives.ready(1, 1, 11));
  }

  /** Serves on n1 until its second epoch is ready. */
  private static Trial<Command, Event, State, Duty> leaving() {
    return shared().given(vacate(FIRST, 20));
  }

  private static Vacate vacate(Lease lease, long at) {
    return new Vacate(lease, DRAIN, DEADLINE, second(at));
  }

  private static DoubtNode doubt(Lease lease, long at) {
    return new DoubtNode(lease, DOUBT, second(at));
  }

  private static Observe startedOn(NodeId node, long epoch, long at) {
    return new Observe(
        node, new Report.Started(WEB, epoch, 1, second(at), 100 + epoch, new TreeMap<>()));
  }

  private static Observe readyOn(NodeId node, long epoch, long at) {
    return new Observe(node, new Report.Ready(WEB, epoch, 1, second(at)));
  }
}
