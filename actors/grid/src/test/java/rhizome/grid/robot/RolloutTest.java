package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

class RolloutTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Instant NOW = Instant.EPOCH;

  /** Whoever is ready is well. */
  private static final Update AT_ONCE_WELL =
      new Update(1, 0, Duration.ZERO, Duration.ofMinutes(10), true, false);

  private static final Spec OLD = Operator.spec("steady", 1, 100);
  private static final Spec NEW = Operator.spec("steady", 2, 100);

  @Test
  void aServiceStartsWhenAllItNeedsIsReady() {
    var robot = targeted(0, service("db", 2, OLD), service("web", 1, OLD, "db"));
    assertThat(asked(robot)).containsExactly(ensure("db", 0, OLD, 1), ensure("db", 1, OLD, 1));
    observe(robot, "db", 0, 1, Status.READY);
    observe(robot, "db", 1, 1, Status.STARTING);
    assertThat(asked(robot)).isEmpty();
    observe(robot, "db", 1, 1, Status.READY);
    assertThat(asked(robot)).containsExactly(reaching("web", 0, OLD, 1));
  }

  @Test
  void whatNeedsNothingThatRunsStartsAtOnce() {
    var robot = targeted(0, service("db", 0, OLD), service("web", 1, OLD, "db"));
    assertThat(asked(robot)).containsExactly(reaching("web", 0, OLD, 1));
    var lost = targeted(0, service("web", 1, OLD, "nobody"));
    assertThat(asked(lost)).isEmpty();
  }

  @Test
  void aNewSpecReplacesOneReadyReplicaAfterTheOther() {
    var robot = ready(service("web", 3, OLD));
    target(robot, 1, service("web", 3, NEW));
    assertThat(asked(robot)).containsExactly(ensure("web", 0, NEW, 2));
    for (Status status : List.of(Status.PENDING, Status.STARTING)) {
      observe(robot, "web", 0, 2, status);
      assertThat(asked(robot)).isEmpty();
    }
    observe(robot, "web", 0, 2, Status.READY);
    assertThat(asked(robot)).containsExactly(ensure("web", 1, NEW, 2));
  }

  @Test
  void whatDoesNotServeIsReplacedAtOnceAndTheRestWaits() {
    for (Status status :
        List.of(Status.PENDING, Status.STARTING, Status.UNHEALTHY, Status.PARKED)) {
      var robot = ready(service("web", 3, OLD));
      observe(robot, "web", 1, 1, status);
      target(robot, 1, service("web", 3, NEW));
      assertThat(asked(robot)).containsExactly(ensure("web", 1, NEW, 2));
    }
  }

  @Test
  void oneThatFailsWithTheNewSpecStopsTheRollout() {
    var robot = ready(service("web", 3, OLD));
    target(robot, 1, service("web", 3, NEW));
    observe(robot, "web", 0, 2, Status.PARKED);
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void aNewReplicaIsReadyBeforeOldOnesAreReplaced() {
    var robot = ready(service("web", 1, OLD));
    target(robot, 1, service("web", 2, NEW));
    assertThat(asked(robot)).containsExactly(ensure("web", 1, NEW, 2));
    observe(robot, "web", 1, 2, Status.READY);
    assertThat(asked(robot)).containsExactly(ensure("web", 0, NEW, 2));
  }

  @Test
  void whatDoesNotChangeIsNotTouched() {
    var robot = ready(service("db", 1, OLD), service("web", 1, OLD));
    target(robot, 1, service("db", 1, OLD), service("web", 1, NEW));
    assertThat(asked(robot)).containsExactly(ensure("web", 0, NEW, 2));
    observe(robot, "web", 0, 2, Status.READY);
    target(robot, 2, service("db", 1, OLD), service("web", 2, NEW));
    assertThat(asked(robot)).containsExactly(ensure("web", 1, NEW, 3));
  }

  /** Its workload may still be on the way to the spec between. */
  @Test
  void aSpecThatComesBackIsAskedForInItsNewGeneration() {
    var robot = ready(service("web", 1, OLD));
    target(robot, 1, service("web", 1, NEW));
    target(robot, 2, service("web", 1, OLD));
    assertThat(asked(robot)).containsExactly(ensure("web", 0, OLD, 3));
    observe(robot, "web", 0, 3, Status.READY);
    assertThat(asked(robot)).isEmpty();
  }

  @Test
  void dependantsWaitForTheNewSpecOfWhatTheyNeed() {
    var robot = ready(service("db", 1, OLD), service("web", 1, OLD, "db"));
    target(robot, 1, service("db", 1, NEW), service("web", 1, NEW, "db"));
    assertThat(asked(robot)).containsExactly(ensure("db", 0, NEW, 2));
    observe(robot, "db", 0, 2, Status.READY);
    assertThat(asked(robot)).containsExactly(reaching("web", 0, NEW, 2));
  }

  @Test
  void someoneRetiredByMistakeIsAskedForAgain() {
    var robot = ready(service("web", 2, OLD));
    observe(robot, "web", 0, 1, Status.RETIRING);
    assertThat(asked(robot)).containsExactly(ensure("web", 0, OLD, 1));
  }

  @Test
  void aServiceThatIsNoLongerNamedLeaves() {
    var robot = ready(service("db", 1, OLD), service("web", 1, OLD));
    target(robot, 1, service("db", 1, OLD));
    assertThat(asked(robot)).containsExactly(new Duty.Retire(slot("web", 0), 2));
  }

  @Test
  void destructionGoesFromDependantsToWhatTheyNeed() {
    var robot =
        ready(
            service("db", 1, OLD),
            service("web", 1, OLD, "db"),
            service("edge", 1, OLD, "web", "db"));
    robot.given(new Command.Destroy("ann", NOW));
    for (String next : List.of("edge", "web", "db")) {
      assertThat(asked(robot)).containsExactly(new Duty.Retire(slot(next, 0), 2));
      observe(robot, next, 0, 2, Status.RETIRING);
      assertThat(asked(robot)).containsExactly(new Duty.Retire(slot(next, 0), 2));
      observe(robot, next, 0, 2, Status.GONE);
    }
    assertThat(robot.state()).isEqualTo(new State.Idle(2));
  }

  /** What it owes but to be reminded. */
  private static List<Duty> asked(Trial<Command, Event, State, Duty> robot) {
    return robot.owes().stream().filter(duty -> !(duty instanceof Duty.Remind)).toList();
  }

  private static Service service(String name, int replicas, Spec spec, String... needs) {
    return new Service(name, replicas, spec, List.of(needs))
        .with(AT_ONCE_WELL, Budget.DEFAULT, false);
  }

  private static Trial<Command, Event, State, Duty> targeted(long parent, Service... services) {
    Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));
    target(robot, parent, services);
    return robot;
  }

  private static void target(
      Trial<Command, Event, State, Duty> robot, long parent, Service... services) {
    Blueprint blueprint = new Blueprint("shop", List.of(services));
    robot.given(new Command.Target(blueprint, parent, "ann", NOW));
  }

  private static Trial<Command, Event, State, Duty> ready(Service... services) {
    var robot = targeted(0, services);
    for (Service service : services) {
      for (int i = 0; i < service.replicas(); i++) {
        observe(robot, service.name(), i, 1, Status.READY);
      }
    }
    assertThat(asked(robot)).isEmpty();
    return robot;
  }

  private static void observe(
      Trial<Command, Event, State, Duty> robot,
      String service,
      int slot,
      long generation,
      Status status) {
    robot.given(new Command.Observe(slot(service, slot), generation, status, "", NOW));
  }

  private static Duty ensure(String service, int slot, Spec spec, long generation) {
    return new Duty.Ensure(slot(service, slot), spec, generation);
  }

  private static Duty reaching(String service, int slot, Spec spec, long generation) {
    return new Duty.Ensure(slot(service, slot), spec, generation, true);
  }

  private static WorkloadId slot(String service, int slot) {
    return new WorkloadId(SHOP, service, slot);
  }
}
