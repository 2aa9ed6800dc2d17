package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
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

/** Who starts when what it needs is as far as it must be. */
class ConditionsTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec STEADY = Operator.spec("steady", 1, 100);
  private static final Spec JOB = STEADY.with(Job.UNLIMITED);
  private static final Spec LATER = Operator.spec("steady", 2, 100).with(Job.UNLIMITED);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Update UPDATE =
      new Update(1, 0, Duration.ofSeconds(10), PATIENCE, true, true);

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource
  void aConditionHoldsInTheseStatusesAndInNoOther(Condition condition) {
    Set<Status> holds =
        switch (condition) {
          case STARTED ->
              EnumSet.of(Status.STARTING, Status.READY, Status.UNHEALTHY, Status.COMPLETED);
          case READY -> EnumSet.of(Status.READY, Status.COMPLETED);
          case COMPLETED -> EnumSet.of(Status.COMPLETED);
        };
    for (Status status : Status.values()) {
      var fresh = new Trial<Command, Event, State, Duty>(new Robot(SHOP));
      fresh.given(
          new Target(shop(service("job", 1, JOB), web(condition)), 0, "ann", now),
          new Observe(slot("job", 0), 1, status, "", now));
      assertThat(asks(fresh, "web")).as(status.name()).isEqualTo(holds.contains(status));
    }
  }

  @Test
  void everyReplicaMustBeSoFarAndOfTheNewestSpec() {
    target(service("job", 2, JOB), web(Condition.COMPLETED));
    observe("job", 0, 1, Status.COMPLETED);
    assertThat(asks("web")).isFalse();
    observe("job", 1, 1, Status.COMPLETED);
    assertThat(asks("web")).isTrue();

    target(service("job", 2, LATER), web(Condition.COMPLETED));
    assertThat(asks("web")).as("done with the spec before").isFalse();
  }

  @Test
  void whoIsDoneIsReadyAndWellAtOnce() {
    target(service("job", 1, JOB));
    observe("job", 0, 1, Status.COMPLETED);
    assertThat(active().rolling()).isEmpty();
    assertThat(active().good()).isPresent();
    assertThat(Outlook.of(active()).get("job"))
        .isEqualTo(new Outlook(1, 0, Outlook.Stage.ARRIVED, ""));
    assertThat(robot.owes()).isEmpty();
  }

  @Test
  void aChangedJobIsRunAgainAtOnceWhateverTheBudget() {
    Service guarded = service("job", 2, JOB).with(UPDATE, new Budget(2), false);
    target(guarded);
    observe("job", 0, 1, Status.COMPLETED);
    observe("job", 1, 1, Status.COMPLETED);
    target(service("job", 2, LATER).with(UPDATE, new Budget(2), false));
    assertThat(asked()).containsExactly(slot("job", 0), slot("job", 1));
  }

  @Test
  void anUnchangedJobIsNotAskedForAgain() {
    target(service("job", 1, JOB), service("other", 1, STEADY));
    observe("job", 0, 1, Status.COMPLETED);
    target(service("job", 1, JOB), service("other", 1, LATER));
    assertThat(asked()).containsExactly(slot("other", 0));
  }

  /** Else a long migration would be taken for a failure of what waits for it. */
  @Test
  void whileAServiceWaitsForAJobItsOwnPatienceIsNotUsedUp() {
    target(service("job", 1, JOB), web(Condition.COMPLETED));
    observe("job", 0, 1, Status.READY);
    pass(Duration.ofSeconds(10));
    assertThat(active().rolling()).as("it runs, and so is well").containsOnlyKeys("web");
    pass(PATIENCE.multipliedBy(3));
    assertThat(stalled("web")).isEmpty();

    observe("job", 0, 1, Status.COMPLETED);
    pass(Duration.ZERO);
    assertThat(asks("web")).isTrue();
    pass(PATIENCE);
    assertThat(stalled("web")).contains("no further replica was well");
  }

  @Test
  void whoWasOldAndWaitedGivesWayOnceTheJobIsDone() {
    target(service("job", 1, JOB), web(Condition.COMPLETED));
    observe("job", 0, 1, Status.COMPLETED);
    observe("web", 0, 1, Status.READY);
    pass(Duration.ofSeconds(10));
    Service newer =
        service("web", 1, LATER, "job").awaiting(conditions("job", Condition.COMPLETED));
    target(service("job", 1, LATER), newer);
    observe("job", 0, 2, Status.READY);
    assertThat(asked()).as("it serves on meanwhile").isEmpty();
    observe("job", 0, 2, Status.COMPLETED);
    assertThat(asked()).containsExactly(slot("web", 0));
  }

  @Test
  void aParkedJobHoldsUpOnlyWhoNeedsIt() {
    target(service("job", 1, JOB), web(Condition.COMPLETED), service("aside", 1, STEADY));
    observe("job", 0, 1, Status.PARKED);
    assertThat(asked()).containsExactly(slot("aside", 0));
    robot.given(new Discard(slot("job", 0), "ann", now));
    assertThat(asks("web")).as("nobody misses it any more").isTrue();
  }

  private static Service web(Condition condition) {
    return service("web", 1, STEADY, "job").awaiting(conditions("job", condition));
  }

  private static SortedMap<String, Condition> conditions(String need, Condition condition) {
    return new TreeMap<>(Map.of(need, condition));
  }

  private static Service service(String name, int replicas, Spec spec, String... needs) {
    return new Service(name, replicas, spec, List.of(needs)).with(UPDATE, Budget.DEFAULT, false);
  }

  private static Blueprint shop(Service... services) {
    return new Blueprint("shop", List.of(services));
  }

  private void target(Service... services) {
    long parent =
        switch (robot.state()) {
          case State.Idle idle -> idle.generation();
          case State.Active active -> active.generation();
          case State.Destroying destroying -> destroying.generation();
        };
    robot.given(new Target(shop(services), parent, "ann", now));
  }

  private void observe(String service, int slot, long generation, Status status) {
    robot.given(new Observe(slot(service, slot), generation, status, "", now));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    robot.given(new PassTime(now));
  }

  private State.Active active() {
    return (State.Active) robot.state();
  }

  private String stalled(String service) {
    return Optional.ofNullable(active().rolling().get(service)).orElseThrow().stalled();
  }

  private boolean asks(String service) {
    return asks(robot, service);
  }

  private static boolean asks(Trial<Command, Event, State, Duty> who, String service) {
    return who.owes().stream()
        .anyMatch(
            duty ->
                duty instanceof Duty.Ensure(var workload, _, _, _)
                    && workload.service().equals(service));
  }

  private List<WorkloadId> asked() {
    return robot.owes().stream()
        .filter(Duty.Ensure.class::isInstance)
        .map(duty -> ((Duty.Ensure) duty).workload())
        .toList();
  }

  private static WorkloadId slot(String service, int slot) {
    return new WorkloadId(SHOP, service, slot);
  }
}
