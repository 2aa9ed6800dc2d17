package rhizome.grid.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.workload.Lives.N1;
import static rhizome.grid.workload.Lives.N2;
import static rhizome.grid.workload.Lives.NEWER;
import static rhizome.grid.workload.Lives.SPEC;
import static rhizome.grid.workload.Lives.WEB;
import static rhizome.grid.workload.Lives.absent;
import static rhizome.grid.workload.Lives.exhausted;
import static rhizome.grid.workload.Lives.gone;
import static rhizome.grid.workload.Lives.informed;
import static rhizome.grid.workload.Lives.lost;
import static rhizome.grid.workload.Lives.parked;
import static rhizome.grid.workload.Lives.pending;
import static rhizome.grid.workload.Lives.placed;
import static rhizome.grid.workload.Lives.ready;
import static rhizome.grid.workload.Lives.retiring;
import static rhizome.grid.workload.Lives.second;
import static rhizome.grid.workload.Lives.started;
import static rhizome.grid.workload.Lives.stopped;
import static rhizome.grid.workload.Workload.Refusal.NOT_DEPLOYED;
import static rhizome.grid.workload.Workload.Refusal.NOT_PARKED;
import static rhizome.grid.workload.Workload.Refusal.STALE_EPOCH;
import static rhizome.grid.workload.Workload.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.supplies.Volume;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Lease;
import rhizome.grid.placement.Some;
import rhizome.grid.workload.Workload.Command;
import rhizome.grid.workload.Workload.Command.*;
import rhizome.grid.workload.Workload.Duty;
import rhizome.grid.workload.Workload.Event;
import rhizome.grid.workload.Workload.State;

class WorkloadTest {

  private static final Lease FIRST = new Lease(N1, 1);

  @Test
  void whatIsWantedAsksForAPlaceAndInforms() {
    var workload = absent();
    assertThat(workload.when(new Ensure(SPEC, 1, second(1))))
        .isEqualTo(accept(new Event.Deployed(SPEC, 1, second(1))));
    assertThat(workload.owes())
        .containsExactly(
            new Duty.FindPlace(WEB, 1, SPEC, List.of()),
            new Duty.Inform(WEB, 1, Status.PENDING, ""));
  }

  @Test
  void whoWaitsSaysWhyOnce() {
    var workload = pending();
    LackPlace lack = new LackPlace(1, "no node is online", second(2));
    assertThat(workload.when(lack))
        .isEqualTo(accept(new Event.Waited("no node is online", second(2))));
    assertThat(workload.when(lack)).isEqualTo(unchanged());
    assertThat(workload.owes())
        .contains(new Duty.Inform(WEB, 1, Status.PENDING, "no node is online"));
  }

  @Test
  void aPlaceIsReservedUntilItIsConfirmed() {
    var workload = placed();
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Reserve(N1, new Assignment(WEB, 1, SPEC)),
            informed(1, Status.STARTING, "on n1", FIRST));
    assertThat(workload.when(new ConfirmPlace(1, second(3))))
        .isEqualTo(accept(new Event.PlaceConfirmed(1, second(3))));
    assertThat(workload.when(new ConfirmPlace(1, second(4)))).isEqualTo(unchanged());
    assertThat(workload.owes()).containsExactly(informed(1, Status.STARTING, "on n1", FIRST));
  }

  /** A second Reserve may have been taken while the answer to the first was under way. */
  @Test
  void aRefusedPlaceIsGivenBackBeforeAnotherIsSought() {
    var workload = placed();
    assertThat(workload.when(new RefusePlace(1, "NO_CAPACITY", second(3))))
        .isEqualTo(accept(new Event.PlaceRefused(1, N1, "NO_CAPACITY", second(3))));
    assertThat(workload.owes())
        .containsExactly(new Duty.Release(WEB, FIRST), new Duty.Inform(WEB, 1, Status.PENDING, ""));
    assertThat(workload.when(new Place(2, N2, second(4)))).isEqualTo(reject(STALE_EPOCH));
    workload.given(new ConfirmRelease(FIRST, second(5)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of(N1)));
  }

  @Test
  void aConfirmedPlaceIsNotRefusedAfterwards() {
    var workload = ready();
    assertThat(workload.when(new RefusePlace(1, "STALE_EPOCH", second(4))))
        .isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void aNewSpecStopsTheOldBeforeItStarts() {
    var workload = ready().given(new Ensure(NEWER, 2, second(20)));
    assertThat(workload.owes())
        .containsExactly(new Duty.Release(WEB, FIRST), new Duty.Inform(WEB, 2, Status.PENDING, ""));
    workload.given(stopped(1, 1, 21));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, NEWER, List.of()));
  }

  @Test
  void otherWishesMoveNothingThatHasAPlaceAndCountForTheNext() {
    Spec near = SPEC.with(Some.near("db", "node"));
    var workload = ready().given(new Ensure(near, 2, second(20)));
    assertThat(workload.owes())
        .singleElement()
        .isInstanceOfSatisfying(
            Duty.Inform.class,
            inform -> {
              assertThat(inform.generation()).isEqualTo(2);
              assertThat(inform.status()).isEqualTo(Status.READY);
            });
    workload.given(lost(N1, 1, 21));
    assertThat(workload.owes())
        .filteredOn(Duty.FindPlace.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            Duty.FindPlace.class, find -> assertThat(find.spec()).isEqualTo(near));
  }

  /** The node reserved what it was asked to; nothing else may bear the same epoch. */
  @Test
  void whoseNodeHasNotYetAnsweredSeeksAnewByOtherWishes() {
    Spec near = SPEC.with(Some.near("db", "node"));
    var workload = placed().given(new Ensure(near, 2, second(20)));
    assertThat(workload.owes()).contains(new Duty.Release(WEB, FIRST));
    workload.given(new ConfirmRelease(FIRST, second(21)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, near, List.of()));
  }

  @Test
  void whoHasAVolumeSeeksItsPlaceFirstWhereTheVolumeIs() {
    Supplies data = new Supplies(List.of(), List.of(new Volume("data", "data", 0)), List.of());
    Spec keeper = NEWER.with(data);
    var workload = ready().given(new Ensure(keeper, 2, second(20)));
    workload.given(stopped(1, 1, 21), new LackPlace(2, "full", second(22)));
    assertThat(workload.owes())
        .contains(new Duty.FindPlace(WEB, 2, keeper, List.of(), Optional.of(N1)));
    workload.given(new Ensure(SPEC.with(data), 3, second(23)));
    assertThat(workload.owes())
        .contains(new Duty.FindPlace(WEB, 3, SPEC.with(data), List.of(), Optional.of(N1)));
    workload.given(new Ensure(SPEC, 4, second(24)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 4, SPEC, List.of()));
  }

  @Test
  void theSameSpecInANewerGenerationDisturbsNothing() {
    var workload = ready();
    assertThat(workload.when(new Ensure(SPEC, 1, second(20)))).isEqualTo(unchanged());
    workload.given(new Ensure(SPEC, 5, second(20)));
    assertThat(workload.owes()).containsExactly(informed(5, Status.READY, "on n1", FIRST));

    var parked = parked().given(new Ensure(SPEC, 5, second(20)));
    assertThat(Workload.status(parked.state())).isEqualTo(Status.PARKED);
    var pending = pending().given(new LackPlace(1, "full", second(2)));
    pending.given(new Ensure(SPEC, 5, second(20)));
    assertThat(pending.owes())
        .containsExactly(
            new Duty.FindPlace(WEB, 1, SPEC, List.of()),
            new Duty.Inform(WEB, 5, Status.PENDING, "full"));
  }

  @Test
  void aLostNodeMakesItSeekAnotherAtOnce() {
    var workload = ready().given(lost(N1, 1, 30));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of(N1)));
    assertThat(workload.when(lost(N1, 1, 30))).isEqualTo(unchanged());
    workload.given(new Place(2, N2, second(31)));
    assertThat(workload.when(lost(N1, 1, 30))).isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void aNodeLostWhileALeaseIsLeavingEndsTheLease() {
    for (var workload : List.of(retiring(), parked(), ready().given(ensureNewer()))) {
      Lease leaving = ((Duty.Release) workload.owes().getFirst()).lease();
      workload.given(lost(leaving.node(), leaving.epoch(), 40));
      assertThat(workload.owes()).noneMatch(Duty.Release.class::isInstance);
    }
  }

  @Test
  void anExhaustedNodeIsLeftOnceAndThenAHumanIsNeeded() {
    var workload = placed().given(exhausted(N1, 1, 4));
    assertThat(workload.owes()).first().isEqualTo(new Duty.Release(WEB, FIRST));
    assertThat(workload.state())
        .isInstanceOfSatisfying(State.Pending.class, p -> assertThat(p.moves()).isEqualTo(1));
    assertThat(parked().state())
        .isInstanceOfSatisfying(
            State.Parked.class,
            p ->
                assertThat(p.cause().chain())
                    .extracting("what")
                    .containsExactly(
                        "moving it did not help either",
                        "the restart budget on n2 is spent",
                        "its program ended with exit code 1"));
  }

  @Test
  void retryTriesAnewWithNothingHeldAgainstIt() {
    var workload = parked();
    assertThat(workload.when(new Retry("ann", second(50))))
        .isEqualTo(accept(new Event.Retried("ann", second(50))));
    assertThat(workload.when(new Retry("ann", second(50)))).isEqualTo(reject(NOT_PARKED));
    workload.given(new ConfirmRelease(new Lease(N2, 2), second(51)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 4, SPEC, List.of()));
  }

  @Test
  void retirementEndsWhenTheLastLeaseDoesAndTheRobotKnows() {
    var workload = retiring();
    assertThat(workload.owes())
        .containsExactly(
            new Duty.Release(WEB, FIRST), new Duty.Inform(WEB, 2, Status.RETIRING, ""));
    workload.given(stopped(1, 1, 25));
    assertThat(workload.owes()).containsExactly(new Duty.Inform(WEB, 2, Status.GONE, ""));
    workload.given(new ConfirmGone(second(26)));
    assertThat(workload.owes()).isEmpty();
    assertThat(workload.when(new ConfirmGone(second(27)))).isEqualTo(unchanged());
  }

  /** A late ConfirmGone of an earlier life may have silenced it. */
  @Test
  void whoAsksAgainToRetireWhatIsGoneIsToldAgain() {
    var workload = gone().given(new ConfirmGone(second(21)));
    workload.given(new Retire(2, second(22)));
    assertThat(workload.owes()).containsExactly(new Duty.Inform(WEB, 2, Status.GONE, ""));
    assertThat(workload.when(new Retire(2, second(22)))).isEqualTo(unchanged());
    workload.given(new Retire(3, second(23)));
    assertThat(workload.owes()).containsExactly(new Duty.Inform(WEB, 3, Status.GONE, ""));
  }

  @Test
  void aLaterRetirementFencesMore() {
    var workload = retiring().given(new Retire(4, second(21)));
    assertThat(workload.when(new Ensure(SPEC, 3, second(22)))).isEqualTo(reject(STALE_GENERATION));
    assertThat(workload.when(new Retire(4, second(22)))).isEqualTo(unchanged());
    assertThat(workload.when(new Retire(3, second(22)))).isEqualTo(unchanged());
  }

  @Test
  void whatWasNeverWantedCanBeRetiredAndFencesWhatIsLate() {
    var workload = absent().given(new Retire(3, second(1)));
    assertThat(workload.owes()).containsExactly(new Duty.Inform(WEB, 3, Status.GONE, ""));
    assertThat(workload.when(new Ensure(SPEC, 3, second(2)))).isEqualTo(reject(STALE_GENERATION));
  }

  @Test
  void wantedAgainItGoesOnWithAHigherEpochOnceTheOldLeaseEnded() {
    var workload = retiring().given(new Ensure(SPEC, 3, second(30)));
    assertThat(workload.owes()).contains(new Duty.Release(WEB, FIRST));
    workload.given(new ConfirmRelease(FIRST, second(31)));
    assertThat(workload.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of()));
    var again = gone().given(new Ensure(SPEC, 3, second(30)));
    assertThat(again.owes()).contains(new Duty.FindPlace(WEB, 2, SPEC, List.of()));
  }

  @Test
  void aLateRetireDoesNotEndWhatIsWantedSince() {
    for (var workload : List.of(pending(), ready(), parked())) {
      workload.given(new Ensure(NEWER, 5, second(50)));
      assertThat(workload.when(new Retire(4, second(51)))).isEqualTo(reject(STALE_GENERATION));
    }
    assertThat(gone().when(new Retire(1, second(51)))).isEqualTo(reject(STALE_GENERATION));
  }

  @Test
  void aLateEnsureDoesNotBringBackWhatWas() {
    Ensure late = new Ensure(NEWER, 1, second(60));
    assertThat(ready().given(new Ensure(SPEC, 2, second(50))).when(late))
        .isEqualTo(reject(STALE_GENERATION));
    assertThat(retiring().when(late)).isEqualTo(reject(STALE_GENERATION));
    assertThat(gone().when(late)).isEqualTo(reject(STALE_GENERATION));
  }

  @Test
  void whatCannotBeIsRefused() {
    Place place = new Place(9, N2, second(60));
    LackPlace lack = new LackPlace(9, "none", second(60));
    ConfirmPlace confirm = new ConfirmPlace(9, second(60));
    RefusePlace refuse = new RefusePlace(9, "none", second(60));
    for (Command placing : List.of(place, lack, confirm, refuse)) {
      assertThat(absent().when(placing)).isEqualTo(reject(NOT_DEPLOYED));
      assertThat(gone().when(placing)).isEqualTo(reject(NOT_DEPLOYED));
      for (var workload : List.of(pending(), placed(), ready(), parked(), retiring())) {
        assertThat(workload.when(placing)).isEqualTo(reject(STALE_EPOCH));
      }
    }
    for (var workload : List.of(absent(), gone())) {
      assertThat(workload.when(started(1, 1, 60))).isEqualTo(reject(NOT_DEPLOYED));
      assertThat(workload.when(lost(N1, 1, 60))).isEqualTo(reject(NOT_DEPLOYED));
      assertThat(workload.when(new Retry("ann", second(60)))).isEqualTo(reject(NOT_DEPLOYED));
    }
    for (var workload : List.of(pending(), placed(), ready(), retiring())) {
      assertThat(workload.when(new Retry("ann", second(60)))).isEqualTo(reject(NOT_PARKED));
    }
    assertThat(absent().when(new ConfirmRelease(FIRST, second(60))))
        .isEqualTo(reject(NOT_DEPLOYED));
    assertThat(gone().when(new ConfirmRelease(FIRST, second(60)))).isEqualTo(unchanged());
    assertThat(ready().when(new ConfirmRelease(new Lease(N2, 1), second(60))))
        .isEqualTo(reject(STALE_EPOCH));
  }

  @Test
  void theEndOfAForeignLeaseChangesNothing() {
    ConfirmRelease foreign = new ConfirmRelease(new Lease(N2, 9), second(60));
    for (var workload : List.of(pending(), parked(), retiring())) {
      assertThat(workload.when(foreign)).isEqualTo(unchanged());
      assertThat(workload.when(lost(N2, 9, 60))).isEqualTo(unchanged());
      assertThat(workload.when(started(9, 1, 60))).isEqualTo(reject(STALE_EPOCH));
      assertThat(workload.when(new ConfirmGone(second(60)))).isEqualTo(unchanged());
    }
    for (var workload : List.of(absent(), ready())) {
      assertThat(workload.when(new ConfirmGone(second(60)))).isEqualTo(unchanged());
    }
  }

  @Test
  void eachStateShowsItsStatus() {
    assertThat(List.of(absent(), pending(), placed(), ready(), parked(), retiring(), gone()))
        .extracting(trial -> Workload.status(trial.state()))
        .containsExactly(
            Status.GONE,
            Status.PENDING,
            Status.STARTING,
            Status.READY,
            Status.PARKED,
            Status.RETIRING,
            Status.GONE);
  }

  @Test
  void aJournalThatCannotBeIsNotRead() {
    assertThatThrownBy(
            () -> WorkloadEvolution.evolve(new State.Absent(), new Event.Forgotten(second(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal is corrupt");
    assertThatThrownBy(
            () -> WorkloadEvolution.evolve(pending().state(), new Event.Retried("ann", second(1))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> WorkloadEvolution.evolve(ready().state(), new Event.Waited("no", second(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Ensure ensureNewer() {
    return new Ensure(NEWER, 2, second(20));
  }
}
