package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.robot.Robot.Refusal.NOT_SCALED;
import static rhizome.grid.robot.Robot.Refusal.NOT_TARGETED;
import static rhizome.grid.robot.Robot.Refusal.OUT_OF_RANGE;
import static rhizome.grid.robot.Robot.Refusal.UNKNOWN_SERVICE;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.scale.Pace;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** How many replicas there are of what is scaled (ADR 0027). */
class ScalingTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec OLD = Operator.spec("steady", 1, 100);
  private static final Spec NEW = Operator.spec("steady", 2, 100);
  private static final Instant AT = Instant.EPOCH;

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));

  @Test
  void whatIsScaledOutIsAskedForUnderANewFence() {
    robot.given(target(0, web(OLD, 0, 8)), scale(3));
    assertThat(robot.owes())
        .contains(new Duty.Ensure(id(0), OLD, 2), new Duty.Ensure(id(2), OLD, 2));
    assertThat(robot.state().generation()).as("no revision").isEqualTo(1);
    assertThat(replicas()).isEqualTo(3);
  }

  @Test
  void whatComesBackIsAskedForUnderAHigherFenceThanItLeftWith() {
    robot.given(target(0, web(OLD, 0, 8)), scale(2));
    says(1, 2, Status.READY);
    robot.given(scale(1));
    assertThat(robot.owes()).contains(new Duty.Retire(id(1), 3));
    says(1, 3, Status.GONE);
    assertThat(robot.owes()).doesNotContain(new Duty.Retire(id(1), 3));
    robot.given(scale(2));
    assertThat(robot.owes()).contains(new Duty.Ensure(id(1), OLD, 4));
  }

  @Test
  void zeroAndBackOnRequest() {
    robot.given(target(0, web(OLD, 0, 8)));
    says(0, 1, Status.READY);
    robot.given(scale(0));
    says(0, 2, Status.GONE);
    assertThat(robot.owes()).noneMatch(duty -> duty instanceof Duty.Ensure);
    robot.given(scale(1));
    assertThat(robot.owes()).contains(new Duty.Ensure(id(0), OLD, 3));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(robot.when(scale(1))).isEqualTo(reject(NOT_TARGETED));
    Service fixed = new Service("db", 2, OLD, List.of());
    robot.given(target(0, web(OLD, 1, 4), fixed));
    assertThat(robot.when(scale("none", 1))).isEqualTo(reject(UNKNOWN_SERVICE));
    assertThat(robot.when(scale("db", 1))).isEqualTo(reject(NOT_SCALED));
    assertThat(robot.when(scale(0))).isEqualTo(reject(OUT_OF_RANGE));
    assertThat(robot.when(scale(5))).isEqualTo(reject(OUT_OF_RANGE));
    assertThat(robot.when(scale(1))).isEqualTo(unchanged());
    robot.given(new Destroy("ann", AT));
    assertThat(robot.when(scale(2))).isEqualTo(reject(NOT_TARGETED));
  }

  @Test
  void whatIsProtectedIsNeverScaledToNothing() {
    Service web = web(OLD, 0, 4);
    robot.given(target(0, web.with(web.update(), web.budget(), true)));
    assertThat(robot.when(scale(0))).isEqualTo(reject(OUT_OF_RANGE));
  }

  @Test
  void whatWasDecidedByWhatIsNoLongerSoChangesNothing() {
    robot.given(target(0, web(OLD, 1, 8)), scale(3));
    assertThat(robot.when(new Scale("web", 5, Optional.of(1), "robot", "late", AT)))
        .isEqualTo(unchanged());
    assertThat(robot.when(new Scale("web", 5, Optional.of(3), "robot", "now", AT)))
        .isNotEqualTo(unchanged());
  }

  @Test
  void aNewRevisionKeepsTheNumberAsFarAsItsBoundsAllowAndNoPlanGrowsStale() {
    robot.given(target(0, web(OLD, 1, 8)), scale(6));
    assertThat(robot.when(target(1, web(OLD, 1, 8)))).as("it says the same").isEqualTo(unchanged());
    robot.given(target(1, web(NEW, 1, 8)));
    assertThat(replicas()).isEqualTo(6);
    robot.given(target(2, web(NEW, 1, 4)));
    assertThat(replicas()).isEqualTo(4);
    assertThat(robot.owes()).contains(new Duty.Retire(id(5), 4));
    robot.given(target(3, new Service("web", 2, NEW, List.of())), target(4, web(NEW, 1, 8)));
    assertThat(replicas()).as("that of before").isEqualTo(2);
  }

  @Test
  void whatWasTakenDownBeginsAnewAboveEveryFence() {
    robot.given(target(0, web(OLD, 1, 8)), scale(2), new Destroy("ann", AT));
    says(0, 3, Status.GONE);
    says(1, 3, Status.GONE);
    assertThat(robot.state()).isEqualTo(new State.Idle(2, 1));
    robot.given(target(2, web(OLD, 1, 8)));
    assertThat(robot.owes()).contains(new Duty.Ensure(id(0), OLD, 4));
    assertThat(replicas()).isEqualTo(1);
  }

  @Test
  void whoIsReadyIsFollowed() {
    robot.given(target(0, web(OLD, 1, 8)), scale(2));
    says(1, 2, Status.READY);
    assertThat(robot.owes())
        .filteredOn(Duty.Follow.class::isInstance)
        .singleElement()
        .extracting(duty -> ((Duty.Follow) duty).followed())
        .matches(followed -> followed.replicas() == 2)
        .extracting(followed -> followed.ready().keySet().toString())
        .isEqualTo("[1]");
  }

  private int replicas() {
    return ((State.Active) robot.state()).blueprint().services().getFirst().replicas();
  }

  private void says(int slot, long fence, Status status) {
    Optional<Lease> lease =
        status == Status.READY ? Optional.of(new Lease(new NodeId("n"), 1)) : Optional.empty();
    robot.given(new Observe(id(slot), fence, 0, status, "", lease, Optional.empty(), 0, 0, AT));
  }

  private static Command scale(int to) {
    return scale("web", to);
  }

  private static Command scale(String service, int to) {
    return new Scale(service, to, Optional.empty(), "ann", "asked", AT);
  }

  private static Command target(long parent, Service... services) {
    return new Target(new Blueprint("shop", List.of(services)), parent, "ann", AT);
  }

  private static Service web(Spec spec, int min, int max) {
    return new Service("web", 1, spec, List.of())
        .scaled(
            new rhizome.blueprints.scale.Scale(
                min,
                max,
                List.of(new rhizome.blueprints.scale.Target.Cpu(60)),
                Pace.UP,
                Pace.DOWN));
  }

  private static WorkloadId id(int slot) {
    return new WorkloadId(SHOP, "web", slot);
  }
}
