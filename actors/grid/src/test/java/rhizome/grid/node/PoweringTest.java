package rhizome.grid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.node.Machine.FACTS;
import static rhizome.grid.node.Machine.HOME;
import static rhizome.grid.node.Machine.N1;
import static rhizome.grid.node.Machine.WEB;
import static rhizome.grid.node.Machine.known;
import static rhizome.grid.node.Machine.reserve;
import static rhizome.grid.node.Machine.second;
import static rhizome.grid.node.Machine.unknown;
import static rhizome.grid.node.Node.Refusal.CORDONED;
import static rhizome.grid.node.Node.Refusal.HOLDS_WORKLOADS;
import static rhizome.grid.node.Node.Refusal.NOT_ENROLLED;
import static rhizome.grid.node.Node.Refusal.NOT_ONLINE;
import static rhizome.grid.node.Node.Refusal.NOT_POWERED;
import static rhizome.grid.node.Node.Refusal.STALE_BOOT;
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
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Signals;
import rhizome.grid.world.Trial;
import rhizome.kernel.Labels;

/** A node that is powered down and up. */
class PoweringTest {

  private static final Facts POWERED = labelled("power=on-demand");
  private static final Sleep SLEEP = new Sleep("boot-1", "ann", "idle", second(20));
  private static final ExpireLease SILENT = new ExpireLease("boot-1", second(21), second(25));
  private static final Wake WAKE = new Wake("bob", "web waits", second(90), second(30));
  private static final PassDeadline LATE = new PassDeadline(second(90));
  private static final Cause OFF = Cause.of("powered down by ann: idle", second(25));

  @Test
  void anIdleNodeFallsAsleepAndTakesNothingMore() {
    var node = powered();
    assertThat(node.when(SLEEP)).isEqualTo(accept(new Event.FellAsleep("ann", "idle", second(20))));
    assertThat(known(node).admission()).isEqualTo(new Admission.Asleep("ann", "idle", second(20)));
    assertThat(node.when(SLEEP)).isEqualTo(unchanged());
    assertThat(node.when(reserve(WEB, 1, 100))).isEqualTo(reject(CORDONED));
    assertThat(node.owes())
        .containsExactly(
            new Duty.Watch(N1, HOME, "boot-1"),
            new Duty.Hold(N1, HOME, "boot-1", List.of(), List.of(), false, List.of(), List.of()),
            new Duty.PowerDown(N1, POWERED, "boot-1", second(20)));
  }

  @Test
  void aNodeThatHoldsAnythingStaysOn() {
    var node = powered().given(reserve(WEB, 1, 100));
    assertThat(node.when(SLEEP)).isEqualTo(reject(HOLDS_WORKLOADS));
    node.given(new Release(WEB, 1, second(6)));
    assertThat(node.when(SLEEP)).as("while it stops there").isEqualTo(reject(HOLDS_WORKLOADS));
    node.given(new Free(WEB, 1, second(7)), SLEEP);
  }

  @Test
  void onlyTheBootThatWasLookedAtFallsAsleep() {
    assertThat(powered().when(new Sleep("boot-0", "ann", "idle", second(20))))
        .isEqualTo(reject(STALE_BOOT));
  }

  @Test
  void whoHasNoSwitchOrIsToStayOnStaysOn() {
    for (Facts facts : List.of(FACTS, labelled("power=always"))) {
      var node = unknown().given(new Enrol(facts, "boot-1", second(1)));
      assertThat(node.when(SLEEP)).isEqualTo(reject(NOT_POWERED));
    }
  }

  @Test
  void aClosedNodeStaysOnButOneThatWasDrainedMaySleep() {
    assertThat(powered().given(new Cordon("ann", second(10))).when(SLEEP))
        .isEqualTo(reject(CORDONED));
    powered().given(new Drain("ann", second(60), 1, second(10)), SLEEP);
  }

  @Test
  void whatIsNotOnlineCannotFallAsleep() {
    assertThat(powered().given(SILENT).when(SLEEP)).isEqualTo(reject(NOT_ONLINE));
    assertThat(powered().given(suspicion()).when(SLEEP)).isEqualTo(reject(NOT_ONLINE));
    assertThat(unknown().when(SLEEP)).isEqualTo(reject(NOT_ENROLLED));
    assertThat(unknown().when(WAKE)).isEqualTo(reject(NOT_ENROLLED));
  }

  @Test
  void nobodyIsAlarmedWhenASleepingNodeFallsSilent() {
    var node = powered().given(SLEEP);
    assertThat(node.when(suspicion())).isEqualTo(unchanged());
    assertThat(node.when(SILENT)).isEqualTo(accept(new Event.PoweredOff(second(25))));
    assertThat(known(node).condition()).isEqualTo(Condition.OFFLINE);
    assertThat(known(node).lost()).contains(OFF);
    assertThat(node.when(SILENT)).isEqualTo(unchanged());
    assertThat(Signals.of(N1, new Event.PoweredOff(second(25)))).isEmpty();
    assertThat(Signals.of(N1, node.state(), second(99)))
        .isNotEmpty()
        .noneMatch(Signal.Raise.class::isInstance);
    assertThat(node.owes())
        .containsExactly(
            new Duty.Miss(N1, HOME), new Duty.PowerDown(N1, POWERED, "boot-1", second(20)));
  }

  @Test
  void aWokenNodeIsPoweredUpOnceItIsOff() {
    var node = asleep();
    assertThat(node.when(WAKE))
        .isEqualTo(accept(new Event.WakeBegun("bob", "web waits", second(90), second(30))));
    assertThat(node.when(WAKE)).isEqualTo(unchanged());
    assertThat(node.owes())
        .containsExactly(
            new Duty.Miss(N1, HOME),
            new Duty.PowerUp(N1, POWERED, true, second(30)),
            new Duty.Remind(N1, second(90)));
    node.given(new Enrol(POWERED, "boot-2", second(40)));
    assertThat(known(node).admits()).isTrue();
    assertThat(node.when(LATE)).isEqualTo(unchanged());
    node.given(reserve(WEB, 1, 100));
  }

  @Test
  void oneThatHasYetToGoDownIsPoweredUpOnlyAfterThat() {
    var node = powered().given(SLEEP, WAKE);
    assertThat(node.owes()).contains(new Duty.PowerUp(N1, POWERED, false, second(30)));
    assertThat(node.when(suspicion())).isEqualTo(unchanged());
    assertThat(node.when(reserve(WEB, 1, 100))).isEqualTo(reject(CORDONED));
    node.given(new ExpireLease("boot-1", second(31), second(35)));
    assertThat(node.owes()).contains(new Duty.PowerUp(N1, POWERED, true, second(30)));
  }

  @Test
  void oneThatNeverWentDownTakesMoreAgainAtTheDeadline() {
    var node = powered().given(SLEEP, WAKE);
    assertThat(node.when(new PassDeadline(second(89)))).isEqualTo(unchanged());
    assertThat(node.when(LATE)).isEqualTo(accept(new Event.Uncordoned("bob", second(90))));
    assertThat(known(node).admits()).isTrue();
  }

  @Test
  void whoDoesNotComeByTheDeadlineIsLostAndSomebodyIsTold() {
    var node = asleep().given(WAKE);
    Cause cause =
        Cause.of("n1 was to wake, says bob: web waits", second(30))
            .leadingTo("n1 did not come", second(90));
    assertThat(node.when(new PassDeadline(second(89)))).isEqualTo(unchanged());
    Event failed = new Event.WakeFailed(cause, second(90));
    assertThat(node.when(LATE)).isEqualTo(accept(failed));
    assertThat(node.when(LATE)).isEqualTo(unchanged());
    assertThat(known(node).admission()).isEqualTo(new Admission.Open());
    assertThat(known(node).condition()).isEqualTo(Condition.OFFLINE);
    assertThat(Signals.of(N1, failed)).anyMatch(Signal.Raise.class::isInstance);
    assertThat(Signals.of(N1, node.state(), second(99))).anyMatch(Signal.Raise.class::isInstance);
    assertThat(node.owes()).containsExactly(new Duty.Miss(N1, HOME));
    node.given(new Enrol(POWERED, "boot-2", second(95)));
    assertThat(known(node).admits()).as("late, and welcome").isTrue();
  }

  @Test
  void theAgentThatHasYetToGoDownIsStillAsleep() {
    var node = powered().given(SLEEP, new Enrol(FACTS, "boot-1", second(22)));
    assertThat(known(node).admission()).isInstanceOf(Admission.Asleep.class);
  }

  @Test
  void whoeverSwitchesASleepingMachineOnHasItBack() {
    var node = asleep().given(new Enrol(POWERED, "boot-2", second(40)));
    assertThat(known(node).admits()).isTrue();
  }

  /** It was suspended, and its agent with it: no boot is new. */
  @Test
  void whatWasOffAndIsToWakeIsUpWithAnyBoot() {
    var node = asleep().given(new Enrol(POWERED, "boot-1", second(28)));
    assertThat(known(node).admission()).isInstanceOf(Admission.Asleep.class);
    node.given(new ExpireLease("boot-1", second(28), second(29)), WAKE);
    node.given(new Enrol(POWERED, "boot-1", second(40)));
    assertThat(known(node).admits()).isTrue();
  }

  @Test
  void whatWasLostCanBeWokenAndWhatIsOnIsUp() {
    assertThat(powered().when(WAKE)).isEqualTo(unchanged());
    assertThat(powered().given(suspicion()).when(WAKE)).isEqualTo(reject(NOT_ONLINE));
    assertThat(powered().given(new Cordon("ann", second(10))).when(WAKE))
        .isEqualTo(reject(CORDONED));
    powered().given(SILENT, WAKE);
  }

  @Test
  void whoOpensASleepingNodeWakesIt() {
    var node = asleep().given(new Uncordon("ann", second(30)));
    assertThat(known(node).admission())
        .isEqualTo(
            new Admission.Waking(
                "ann", "it is to take more again", second(30), second(30 + 10 * 60)));
    assertThat(node.when(new Uncordon("ann", second(31)))).isEqualTo(unchanged());
  }

  @Test
  void aSleepingNodeIsClosedAndRemovedAsAnyOther() {
    var node = asleep().given(new Cordon("ann", second(30)));
    node.given(new Enrol(POWERED, "boot-2", second(40)));
    assertThat(known(node).admission()).isEqualTo(new Admission.Cordoned("ann"));
    assertThat(asleep().given(new Drain("ann", second(60), 1, second(30))).owes())
        .containsExactly(new Duty.Miss(N1, HOME));
    assertThat(asleep().given(new Remove("ann", second(30))).state())
        .isInstanceOf(State.Removed.class);
  }

  /** A machine whose order to go down was on its way was closed, opened, and then off for ever. */
  @Test
  void whoGoesDownOrComesUpIsClosedOnlyOnceItIsOff() {
    for (Command closes :
        List.of(new Cordon("ann", second(30)), new Drain("ann", second(60), 1, second(30)))) {
      assertThat(powered().given(SLEEP).when(closes)).isEqualTo(reject(NOT_ONLINE));
      assertThat(powered().given(SLEEP, WAKE).when(closes)).isEqualTo(reject(NOT_ONLINE));
      asleep().given(closes);
    }
  }

  @Test
  void whoOpensANodeThatWasClosedInItsSleepWakesIt() {
    for (Command closes :
        List.of(new Cordon("ann", second(30)), new Drain("ann", second(60), 1, second(30)))) {
      var node = asleep().given(closes, new Uncordon("ann", second(40)));
      assertThat(node.owes()).contains(new Duty.PowerUp(N1, POWERED, true, second(40)));
      node.given(new Enrol(POWERED, "boot-2", second(50)));
      assertThat(known(node).admission()).isEqualTo(new Admission.Open());
    }
  }

  @Test
  void whoOpensALostNodeWithoutASwitchDoesNotWaitForIt() {
    var node = unknown().given(new Enrol(FACTS, "boot-1", second(1)), SILENT);
    node.given(new Cordon("ann", second(30)), new Uncordon("ann", second(40)));
    assertThat(known(node).admission()).isEqualTo(new Admission.Open());
  }

  private static Facts labelled(String label) {
    return new Facts(HOME, "n1.home", FACTS.capacity(), "n1", Labels.parse(List.of(label)));
  }

  private static Trial<Command, Event, State, Duty> powered() {
    return unknown().given(new Enrol(POWERED, "boot-1", second(1)));
  }

  private static Trial<Command, Event, State, Duty> asleep() {
    return powered().given(SLEEP, SILENT);
  }

  private static Suspect suspicion() {
    return new Suspect("boot-1", Cause.of("its connection closed", second(22)), second(23));
  }
}
