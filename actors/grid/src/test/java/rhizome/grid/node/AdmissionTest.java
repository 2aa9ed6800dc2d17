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
import static rhizome.grid.node.Machine.unknown;
import static rhizome.grid.node.Node.Refusal.CORDONED;
import static rhizome.grid.node.Node.Refusal.HOLDS_WORKLOADS;
import static rhizome.grid.node.Node.Refusal.NOT_ENROLLED;
import static rhizome.grid.node.Node.Refusal.NOT_HELD;
import static rhizome.grid.node.Node.Refusal.REMOVED;
import static rhizome.grid.node.Node.Refusal.STALE_EPOCH;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.grid.healing.Cause;
import rhizome.grid.node.Node.Command;
import rhizome.grid.node.Node.Command.*;
import rhizome.grid.node.Node.Condition;
import rhizome.grid.node.Node.Duty;
import rhizome.grid.node.Node.Event;
import rhizome.grid.node.Node.State;
import rhizome.grid.world.Trial;
import rhizome.kernel.WorkloadId;

/** A node that operators close, empty, and take off the grid. */
class AdmissionTest {

  private static final Cordon CORDON = new Cordon("ann", second(20));
  private static final Uncordon UNCORDON = new Uncordon("ann", second(25));
  private static final Drain DRAIN = new Drain("ann", second(60), 2, second(20));
  private static final Remove REMOVE = new Remove("ann", second(90));
  private static final Duty WATCH = new Duty.Watch(N1, HOME, "boot-1");
  private static final Cause DRAINED = Cause.of("n1 is being drained by ann", second(20));

  @Test
  void aCordonedNodeTakesNothingNewAndKeepsWhatItHas() {
    var node = busy().given(CORDON);
    assertThat(known(node).admission()).isEqualTo(new Admission.Cordoned("ann"));
    assertThat(node.when(reserve(API, 2, 100))).isEqualTo(reject(CORDONED));
    assertThat(node.when(reserve(API, 1, 100))).isEqualTo(unchanged());
    assertThat(held(node)).hasSize(3);
    assertThat(node.owes()).last().isEqualTo(hold(false));
  }

  @Test
  void aClosedNodeThatIsFullSaysThatItIsClosed() {
    assertThat(busy().given(CORDON).when(reserve(API, 2, 900))).isEqualTo(reject(CORDONED));
    assertThat(busy().given(DRAIN).when(reserve(API, 2, 900))).isEqualTo(reject(CORDONED));
  }

  @Test
  void anUncordonedNodeTakesMoreAgain() {
    for (Command closing : List.of(CORDON, DRAIN)) {
      var node = busy().given(closing, UNCORDON);
      assertThat(known(node).admits()).isTrue();
      assertThat(node.owes()).containsExactly(WATCH, hold(true));
      node.given(reserve(API, 2, 100));
    }
  }

  @Test
  void whatIsSaidTwiceIsWrittenOnce() {
    var node = busy();
    assertThat(node.when(UNCORDON)).isEqualTo(unchanged());
    for (Command command : List.of(CORDON, DRAIN, UNCORDON)) {
      assertThat(node.when(command)).isNotEqualTo(unchanged());
      assertThat(node.when(command)).isEqualTo(unchanged());
    }
  }

  @Test
  void whoDrainsOtherwiseIsHeard() {
    var node = busy().given(DRAIN);
    for (Drain other :
        List.of(
            new Drain("ann", second(60), 1, second(30)),
            new Drain("ann", second(80), 1, second(30)),
            new Drain("bob", second(80), 1, second(30)))) {
      assertThat(node.when(other))
          .isEqualTo(
              accept(
                  new Event.DrainBegun(other.by(), other.deadline(), other.atOnce(), other.at())));
    }
  }

  @Test
  void aDrainAsksOnlySoManyAtOnceToLeave() {
    var node = busy().given(DRAIN);
    assertThat(node.owes())
        .containsExactly(
            WATCH, hold(false), new Duty.Remind(N1, second(60)), vacate(API), vacate(DB));
  }

  @Test
  void whatStopsTakesASeatUntilItIsGone() {
    var node = busy().given(DRAIN, new Release(DB, 1, second(21)));
    assertThat(vacated(node)).containsExactly(vacate(API));
    node.given(new Release(API, 1, second(21)));
    assertThat(vacated(node)).isEmpty();
    node.given(new Free(DB, 1, second(22)));
    assertThat(vacated(node)).containsExactly(vacate(WEB));
  }

  @Test
  void anEmptyNodeThatDrainsOwesNoMoreThanToBeWatched() {
    var node = online().given(DRAIN);
    assertThat(node.owes())
        .containsExactly(
            WATCH,
            new Duty.Hold(N1, HOME, "boot-1", List.of(), List.of(), false, List.of(), List.of()));
  }

  @Test
  void atTheDeadlineAllThatIsLeftIsToGo() {
    var node = busy().given(DRAIN, new Release(DB, 1, second(21)));
    assertThat(node.when(new PassDeadline(second(59)))).isEqualTo(unchanged());
    assertThat(node.when(new PassDeadline(second(60))))
        .isEqualTo(accept(new Event.DeadlinePassed(second(60))));
    assertThat(node.when(new PassDeadline(second(61)))).isEqualTo(unchanged());
    assertThat(vacated(node)).containsExactly(vacate(API), vacate(WEB));
    assertThat(node.owes()).noneMatch(Duty.Remind.class::isInstance);
  }

  /** The reminder of an earlier drain is late. */
  @Test
  void aDeadlineThatWasMovedPassesLater() {
    var node = busy().given(DRAIN, new Drain("ann", second(80), 2, second(30)));
    assertThat(node.when(new PassDeadline(second(60)))).isEqualTo(unchanged());
    assertThat(node.owes()).contains(new Duty.Remind(N1, second(80)));
    node.given(new PassDeadline(second(80)), new Drain("ann", second(99), 2, second(81)));
    assertThat(node.owes()).contains(new Duty.Remind(N1, second(99)));
  }

  @Test
  void noDeadlinePassesForWhatDoesNotDrain() {
    PassDeadline late = new PassDeadline(second(60));
    assertThat(busy().when(late)).isEqualTo(unchanged());
    assertThat(busy().given(DRAIN, CORDON).when(late)).isEqualTo(unchanged());
    assertThat(busy().given(DRAIN, UNCORDON).when(late)).isEqualTo(unchanged());
  }

  @Test
  void aCordonEndsADrain() {
    var node = busy().given(DRAIN, CORDON);
    assertThat(node.owes()).containsExactly(WATCH, hold(false));
  }

  /** Whoever may be gone answers to no drain; its lease decides what becomes of the rest. */
  @Test
  void aNodeThatIsNotHeardAsksNobodyToLeave() {
    var node = busy().given(DRAIN, suspicion());
    assertThat(vacated(node)).isEmpty();
    node.given(new Enrol(FACTS, "boot-1", second(24)));
    assertThat(vacated(node)).containsExactly(vacate(API), vacate(DB));
    node.given(new ExpireLease("boot-1", second(25), second(28)));
    assertThat(vacated(node)).isEmpty();
  }

  @Test
  void whatAnOperatorClosedStaysClosedAcrossBootsAndLosses() {
    for (Command closing : List.of(CORDON, DRAIN)) {
      var node = busy().given(closing, new Enrol(FACTS, "boot-2", second(22)));
      node.given(suspicion("boot-2"), new ExpireLease("boot-2", second(24), second(27)));
      node.given(new Enrol(FACTS, "boot-3", second(30)));
      assertThat(known(node).condition()).isEqualTo(Condition.ONLINE);
      assertThat(known(node).admits()).isFalse();
      assertThat(node.when(reserve(API, 2, 100))).isEqualTo(reject(CORDONED));
    }
  }

  @Test
  void anOfflineNodeCanBeClosedAndOpened() {
    var node = busy().given(new ExpireLease("boot-1", second(8), second(10)), CORDON);
    assertThat(known(node).admission()).isEqualTo(new Admission.Cordoned("ann"));
    node.given(UNCORDON);
    assertThat(known(node).admits()).isFalse();
    node.given(new Enrol(FACTS, "boot-2", second(30)));
    assertThat(known(node).admits()).isTrue();
  }

  @Test
  void aNodeThatMayRunSomethingIsNotRemoved() {
    var node = busy();
    assertThat(node.when(REMOVE)).isEqualTo(reject(HOLDS_WORKLOADS));
    node.given(DRAIN, new PassDeadline(second(60)));
    assertThat(node.when(REMOVE)).isEqualTo(reject(HOLDS_WORKLOADS));
    node.given(new Release(API, 1, second(61)), new Release(DB, 1, second(61)));
    node.given(new Release(WEB, 1, second(61)), suspicion());
    assertThat(node.when(REMOVE)).isEqualTo(reject(HOLDS_WORKLOADS));
    node.given(new Free(API, 1, second(62)), new Free(DB, 1, second(62)));
    node.given(new Free(WEB, 1, second(62)), REMOVE);
    assertThat(node.when(REMOVE)).isEqualTo(unchanged());
  }

  @Test
  void aRemovedNodeIsForgottenByItsZoneAndThenOwesNothing() {
    var node = online().given(REMOVE);
    assertThat(node.owes()).containsExactly(new Duty.Forget(N1, HOME));
    assertThat(node.when(new ConfirmForgotten(second(91))))
        .isEqualTo(accept(new Event.Forgotten(second(91))));
    assertThat(node.when(new ConfirmForgotten(second(92)))).isEqualTo(unchanged());
    assertThat(node.owes()).isEmpty();
  }

  /** Else the next heartbeat of an agent that still runs would bring it back. */
  @Test
  void theBootThatWasThereIsBarredAndAnotherComesBackOpen() {
    var node = online().given(CORDON, REMOVE);
    assertThat(node.when(new Enrol(FACTS, "boot-1", second(91)))).isEqualTo(reject(REMOVED));
    node.given(new Enrol(FACTS, "boot-2", second(92)));
    assertThat(known(node).admits()).isTrue();
    assertThat(node.when(new ConfirmForgotten(second(93)))).isEqualTo(unchanged());
  }

  @Test
  void whatWasRemovedWhileItWasAwayMayComeBackWithAnyBoot() {
    var node = online().given(new ExpireLease("boot-1", second(8), second(10)), REMOVE);
    node.given(new Enrol(FACTS, "boot-1", second(91)));
    assertThat(known(node).condition()).isEqualTo(Condition.ONLINE);
  }

  @Test
  void whatARemovedNodeHeldWhenItWasLostIsToldSo() {
    var node = busy().given(new ExpireLease("boot-1", second(8), second(10)), REMOVE);
    Cause lost =
        Cause.of("nothing was heard of n1 since then", second(8))
            .leadingTo("the lease of n1 ran out", second(10));
    assertThat(node.owes())
        .containsExactly(
            new Duty.Forget(N1, HOME),
            new Duty.Evict(N1, API, new Lease(N1, 1), lost),
            new Duty.Evict(N1, DB, new Lease(N1, 1), lost),
            new Duty.Evict(N1, WEB, new Lease(N1, 1), lost));
    node.given(new ConfirmForgotten(second(91)), new Free(API, 1, second(92)));
    node.given(new Free(DB, 1, second(92)), new Free(WEB, 1, second(92)));
    assertThat(node.owes()).isEmpty();
  }

  @Test
  void aRemovedNodeKeepsItsFences() {
    var node = busy().given(new ExpireLease("boot-1", second(8), second(10)), REMOVE);
    node.given(new Free(WEB, 1, second(91)));
    assertThat(node.when(new Release(WEB, 1, second(92)))).isEqualTo(reject(NOT_HELD));
    node.given(new Enrol(FACTS, "boot-2", second(93)));
    assertThat(node.when(reserve(WEB, 1, 100))).isEqualTo(reject(STALE_EPOCH));
    node.given(reserve(WEB, 2, 100));
  }

  @Test
  void nobodyServesOnANodeThatIsNotThere() {
    for (var node : List.of(unknown(), online().given(REMOVE))) {
      for (Command command :
          List.of(CORDON, UNCORDON, DRAIN, new PassDeadline(second(95)), reserve(WEB, 9, 1))) {
        assertThat(node.when(command)).isEqualTo(reject(NOT_ENROLLED));
      }
    }
    assertThat(unknown().when(REMOVE)).isEqualTo(reject(NOT_ENROLLED));
    assertThat(unknown().when(new ConfirmForgotten(second(95)))).isEqualTo(reject(NOT_ENROLLED));
  }

  @Test
  void aDrainMovesAtLeastOneAtOnce() {
    assertThatThrownBy(() -> new Admission.Draining("ann", second(1), second(2), 0, false))
        .hasMessageContaining("at least one at once");
  }

  /** It holds api, db and web, each in its first epoch. */
  private static Trial<Command, Event, State, Duty> busy() {
    return online().given(reserve(API, 1, 100), reserve(DB, 1, 100), reserve(WEB, 1, 100));
  }

  private static Suspect suspicion() {
    return suspicion("boot-1");
  }

  private static Suspect suspicion(String boot) {
    return new Suspect(boot, Cause.of("its connection closed", second(22)), second(23));
  }

  private static Duty hold(boolean admits) {
    List<Assignment> all =
        List.of(assignment(API, 1, 100), assignment(DB, 1, 100), assignment(WEB, 1, 100));
    return new Duty.Hold(N1, HOME, "boot-1", all, List.of(), admits, List.of(), List.of());
  }

  private static Duty vacate(WorkloadId id) {
    return new Duty.Vacate(N1, id, new Lease(N1, 1), DRAINED, second(60));
  }

  private static List<Duty> vacated(Trial<Command, Event, State, Duty> node) {
    return node.owes().stream().filter(Duty.Vacate.class::isInstance).toList();
  }
}
