package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.robot.Robot.Refusal.NOT_TARGETED;
import static rhizome.grid.robot.Robot.Refusal.PARENT_NOT_TARGET;
import static rhizome.grid.robot.Robot.Refusal.STALE_GENERATION;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class RobotTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec SPEC = Operator.spec("steady", 1, 100);
  private static final Spec NEWER = Operator.spec("steady", 2, 100);

  @Test
  void aBlueprintAsksForEveryReplica() {
    var robot = robot();
    assertThat(robot.when(target(2, SPEC, 0)))
        .isEqualTo(accept(new Event.Targeted(web(2, SPEC), 1, "ann", second(1))));
    assertThat(asked(robot))
        .containsExactly(new Duty.Ensure(slot(0), SPEC, 1), new Duty.Ensure(slot(1), SPEC, 1));
  }

  @Test
  void onlyAPlanAgainstTheTargetIsTaken() {
    var robot = robot().given(target(1, SPEC, 0));
    assertThat(robot.when(target(1, NEWER, 0))).isEqualTo(reject(PARENT_NOT_TARGET));
    assertThat(robot.when(target(1, NEWER, 2))).isEqualTo(reject(PARENT_NOT_TARGET));
    assertThat(robot.when(target(1, SPEC, 1))).isEqualTo(unchanged());
    robot.given(target(1, NEWER, 1));
    assertThat(robot().when(target(1, SPEC, 3))).isEqualTo(reject(PARENT_NOT_TARGET));
    var destroying = robot.given(destroy());
    assertThat(destroying.when(target(1, SPEC, 1))).isEqualTo(reject(PARENT_NOT_TARGET));
  }

  @Test
  void whatAWorkloadSaysTwiceIsWrittenOnce() {
    var robot = robot().given(target(1, SPEC, 0));
    assertThat(robot.when(observe(0, 1, Status.READY)))
        .isEqualTo(accept(new Event.Observed(slot(0), 1, Status.READY, "", second(9))));
    assertThat(robot.when(observe(0, 1, Status.READY))).isEqualTo(unchanged());
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void whoHasNoTargetHearsNobody() {
    assertThat(robot().when(observe(0, 1, Status.READY))).isEqualTo(reject(NOT_TARGETED));
    assertThat(robot().when(destroy())).isEqualTo(reject(NOT_TARGETED));
  }

  @Test
  void aSlotScaledAwayLeavesAndIsForgottenWhenItIsGone() {
    var robot = readyWith(2).given(target(1, SPEC, 1));
    assertThat(asked(robot)).containsExactly(new Duty.Retire(slot(1), 2));
    assertThat(robot.when(observe(1, 1, Status.READY))).isEqualTo(reject(STALE_GENERATION));
    robot.given(observe(1, 2, Status.RETIRING));
    assertThat(asked(robot)).containsExactly(new Duty.Retire(slot(1), 2));
    robot.given(observe(1, 2, Status.GONE));
    assertThat(asked(robot)).isEmpty();
    assertThat(slots(robot)).doesNotContain(slot(1));
  }

  @Test
  void newsThatWasOvertakenOnItsWayIsNoNews() {
    var robot = robot().given(target(1, SPEC, 0), asOf(5, Status.READY));
    robot.given(asOf(7, Status.PENDING));
    assertThat(robot.when(asOf(5, Status.READY))).isEqualTo(unchanged());
    assertThat(robot.when(asOf(6, Status.READY))).isEqualTo(unchanged());
    assertThat(robot.when(asOf(7, Status.PENDING))).isEqualTo(unchanged());
  }

  /** Else a READY from between two that say PENDING would be believed, if it came last. */
  @Test
  void whoSaysTheSameOfALaterRevisionOutdatesWhatWasBetween() {
    var robot = robot().given(target(1, SPEC, 0), asOf(5, Status.PENDING));
    assertThat(robot.when(asOf(7, Status.PENDING)))
        .isEqualTo(accept(new Event.Reaffirmed(slot(0), 7, second(9))));
    robot.given(asOf(7, Status.PENDING));
    assertThat(robot.when(asOf(6, Status.READY))).isEqualTo(unchanged());
    robot.given(destroy(), leaving(9), leaving(11));
    assertThat(robot.when(leaving(10))).isEqualTo(unchanged());
  }

  private static Observe asOf(long revision, Status status) {
    return asOf(1, revision, status);
  }

  private static Observe leaving(long revision) {
    return asOf(2, revision, Status.RETIRING);
  }

  private static Observe asOf(long generation, long revision, Status status) {
    Optional<Lease> nowhere = Optional.empty();
    return new Observe(
        slot(0), generation, revision, status, "", nowhere, Optional.empty(), 0, 0, second(9));
  }

  /** Its workload may be gone, whatever was last heard of it. */
  @Test
  void aSlotWantedAgainIsAskedForAgain() {
    var robot = readyWith(2).given(target(1, SPEC, 1), target(2, SPEC, 2));
    assertThat(asked(robot)).containsExactly(new Duty.Ensure(slot(1), SPEC, 3));
    assertThat(robot.when(observe(1, 1, Status.READY))).isEqualTo(reject(STALE_GENERATION));
    assertThat(robot.when(observe(1, 2, Status.GONE))).isEqualTo(reject(STALE_GENERATION));
    robot.given(observe(1, 3, Status.READY));
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void aWantedWorkloadThatIsGoneIsAskedForAgain() {
    var robot = readyWith(1).given(observe(0, 1, Status.GONE));
    assertThat(asked(robot)).containsExactly(new Duty.Ensure(slot(0), SPEC, 1));
  }

  /** The request to start it may still be on its way. */
  @Test
  void whatWasWantedAndNeverAnsweredIsRetiredToo() {
    var robot = robot().given(target(2, SPEC, 0), target(1, SPEC, 1));
    assertThat(asked(robot)).contains(new Duty.Retire(slot(1), 2));
    robot.given(destroy());
    assertThat(asked(robot))
        .containsExactly(new Duty.Retire(slot(0), 3), new Duty.Retire(slot(1), 3));
  }

  @Test
  void destroyingEndsWhenEverySlotIsGoneInThatGeneration() {
    var robot = readyWith(2).given(destroy());
    assertThat(robot.when(destroy())).isEqualTo(unchanged());
    assertThat(robot.when(observe(0, 1, Status.GONE))).isEqualTo(reject(STALE_GENERATION));
    robot.given(observe(0, 2, Status.GONE));
    assertThat(asked(robot)).containsExactly(new Duty.Retire(slot(1), 2));
    robot.given(observe(1, 2, Status.GONE));
    assertThat(robot.state()).isEqualTo(new State.Idle(2));
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void newsOfWhatIsForgottenBringsNothingBack() {
    var robot = readyWith(2).given(destroy(), observe(0, 2, Status.GONE));
    assertThat(robot.when(observe(0, 2, Status.RETIRING))).isEqualTo(unchanged());
    var scaled = readyWith(2).given(target(1, SPEC, 1), observe(1, 2, Status.GONE));
    assertThat(scaled.when(observe(1, 1, Status.READY))).isEqualTo(unchanged());
    assertThat(asked(scaled)).isEmpty();
  }

  @Test
  void appliedAgainWhileItIsDestroyedEverythingIsAskedForAgain() {
    var robot = readyWith(2).given(destroy(), target(1, SPEC, 2));
    assertThat(asked(robot))
        .containsExactly(new Duty.Ensure(slot(0), SPEC, 3), new Duty.Retire(slot(1), 3));
    robot.given(observe(0, 3, Status.READY), observe(1, 3, Status.GONE));
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void generationsGoOnAfterDestruction() {
    var robot = readyWith(0).given(destroy());
    assertThat(robot.state()).isEqualTo(new State.Idle(2));
    robot.given(target(1, SPEC, 0));
    assertThat(asked(robot)).containsExactly(new Duty.Ensure(slot(0), SPEC, 3));
    assertThat(robot().given(target(1, SPEC, 0)).when(target(1, NEWER, 1)))
        .isEqualTo(accept(new Event.Targeted(web(1, NEWER), 2, "ann", second(1))));
  }

  @Test
  void untilItAnswersAWantedSlotIsGone() {
    var robot = robot().given(target(1, SPEC, 0));
    assertThat(((State.Active) robot.state()).slots())
        .containsEntry(slot(0), new Slot(1, Status.GONE, ""));
  }

  @Test
  void aJournalThatCannotBeIsNotRead() {
    assertThatThrownBy(
            () ->
                new Robot(SHOP).evolve(new State.Idle(0), new Event.Destroyed(1, "ann", second(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal is corrupt");
  }

  /** What it owes but to be reminded. */
  private static List<Duty> asked(Trial<Command, Event, State, Duty> robot) {
    return robot.owes().stream().filter(duty -> !(duty instanceof Duty.Remind)).toList();
  }

  private static Trial<Command, Event, State, Duty> robot() {
    return new Trial<>(new Robot(SHOP));
  }

  private static Trial<Command, Event, State, Duty> readyWith(int replicas) {
    var robot = robot().given(target(replicas, SPEC, 0));
    for (int i = 0; i < replicas; i++) {
      robot.given(observe(i, 1, Status.READY));
    }
    return robot;
  }

  private static List<WorkloadId> slots(Trial<Command, Event, State, Duty> robot) {
    return List.copyOf(((State.Active) robot.state()).slots().keySet());
  }

  private static Blueprint web(int replicas, Spec spec) {
    return new Blueprint("shop", List.of(new Service("web", replicas, spec, List.of())));
  }

  private static Target target(int replicas, Spec spec, long parent) {
    return new Target(web(replicas, spec), parent, "ann", second(1));
  }

  private static Destroy destroy() {
    return new Destroy("ann", second(2));
  }

  private static Observe observe(int slot, long generation, Status status) {
    return new Observe(slot(slot), generation, status, "", second(9));
  }

  private static WorkloadId slot(int slot) {
    return new WorkloadId(SHOP, "web", slot);
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
