package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.grid.robot.Outlook.Stage;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.Refusal;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.task.Definition;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** How far services are, as people see it, and what each event makes of them. */
class OutlookTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec OLD = Operator.spec("steady", 1, 100);
  private static final Spec NEW = Operator.spec("steady", 2, 100);
  private static final Duration HEALTHY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aServiceThatIsNewRollsUntilEveryReplicaIsWell() {
    target(web(2, OLD, update(0, true, true)));
    assertThat(outlook()).isEqualTo(new Outlook(0, 0, Stage.ROLLING, ""));
    observe(0, 1, Status.READY);
    assertThat(outlook()).isEqualTo(new Outlook(1, 0, Stage.ROLLING, ""));
    observe(1, 1, Status.READY);
    assertThat(outlook()).isEqualTo(new Outlook(2, 0, Stage.ROLLING, ""));
    pass(HEALTHY);
    assertThat(outlook()).isEqualTo(new Outlook(2, 0, Stage.ARRIVED, ""));
  }

  @Test
  void canariesAreToldApartFromThoseThatWaitForAWord() {
    well(web(3, OLD, update(1, false, true)), 1);
    target(web(3, NEW, update(1, false, true)));
    assertThat(outlook()).isEqualTo(new Outlook(0, 0, Stage.CANARY, ""));
    observe(0, 2, Status.READY);
    assertThat(outlook().stage()).isEqualTo(Stage.CANARY);
    pass(HEALTHY);
    assertThat(outlook()).isEqualTo(new Outlook(1, 0, Stage.WAITING, ""));
    robot.given(new Promote("ann", now));
    assertThat(outlook().stage()).isEqualTo(Stage.ROLLING);
  }

  @Test
  void whatStallsSaysWhy() {
    well(web(2, OLD, update(0, true, false)), 1);
    target(web(2, NEW, update(0, true, false)));
    observe(0, 2, Status.PARKED);
    assertThat(outlook())
        .isEqualTo(new Outlook(0, 0, Stage.STALLED, "shop/web#0 is parked: detail"));
    robot.given(new Discard(slot(0), "ann", now));
    assertThat(outlook().stage()).isEqualTo(Stage.ROLLING);
    assertThat(outlook().discarded()).isEqualTo(1);
  }

  @Test
  void outlooksAreInTheOrderOfTheBlueprint() {
    Service db = new Service("zdb", 1, OLD, List.of());
    target(db, web(1, OLD, update(0, true, true)));
    assertThat(Outlook.of(active()).keySet()).containsExactly("zdb", "web");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PENDING", "STARTING", "UNHEALTHY", "PARKED"})
  void whoIsNotReadyMayAlwaysBeTakenAway(Status status) {
    well(budgeted(2), 1);
    observe(1, 1, status);
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(unchanged());
    assertThat(robot.when(new Spare(slot(0), now))).isEqualTo(reject(Refusal.BUDGET_SPENT));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 2", "2, 1", "3, 0"})
  void aBudgetSparesAsManyAsThereAreAboveIt(int minReady, int spared) {
    well(budgeted(minReady), 1);
    int taken = 0;
    for (int i = 0; i < 3; i++) {
      if (!robot.when(new Spare(slot(i), now)).equals(reject(Refusal.BUDGET_SPENT))) {
        taken++;
      }
    }
    assertThat(taken).isEqualTo(spared);
  }

  @Test
  void whoIsNotOneOfTheRobotMayBeTakenAway() {
    well(budgeted(3), 1);
    assertThat(robot.when(new Spare(slot(7), now))).isEqualTo(unchanged());
    assertThat(robot.when(new Spare(new WorkloadId(SHOP, "db", 0), now))).isEqualTo(unchanged());
  }

  @Test
  void onlyWhatIsParkedIsDiscardedAndOnlyOnce() {
    well(web(2, OLD, update(0, true, true)), 1);
    assertThat(robot.when(new Discard(slot(0), "ann", now))).isEqualTo(reject(Refusal.NOT_PARKED));
    assertThat(robot.when(new Discard(slot(7), "ann", now))).isEqualTo(reject(Refusal.NOT_PARKED));
    observe(0, 1, Status.PARKED);
    Event discarded = new Discarded(slot(0), "ann", now);
    assertThat(robot.when(new Discard(slot(0), "ann", now))).isEqualTo(accept(discarded));
    assertThat(robot.when(new Discard(slot(0), "ann", now))).isEqualTo(unchanged());
    assertThat(known(0).standing()).isEqualTo(Standing.DISCARDED);
    assertThat(known(0).status()).isEqualTo(Status.RETIRING);
  }

  @Test
  void whoHasNoTargetDoesNothingOfAllThis() {
    List<Command> refused = List.of(new Promote("ann", now), new Discard(slot(0), "ann", now));
    List<Command> passed = List.of(new PassTime(now), new Spare(slot(0), now));
    for (int round = 0; round < 2; round++) {
      for (Command command : refused) {
        assertThat(robot.when(command)).isEqualTo(reject(Refusal.NOT_TARGETED));
      }
      for (Command command : passed) {
        assertThat(robot.when(command)).isEqualTo(unchanged());
      }
      target(web(1, OLD, update(0, true, true)));
      robot.given(new Destroy("ann", now));
      assertThat(robot.state()).isInstanceOf(State.Destroying.class);
    }
  }

  // ---- What events make of it ----

  @Test
  void aServiceIsSinceTheGenerationThatChangedItsSpec() {
    target(web(2, OLD, update(0, true, true)), new Service("db", 1, OLD, List.of()));
    target(web(3, OLD, update(0, true, true)), new Service("db", 1, NEW, List.of()));
    assertThat(active().since()).containsExactly(Map.entry("db", 2L), Map.entry("web", 1L));
    target(web(3, NEW, update(0, true, true)));
    assertThat(active().since()).containsExactly(Map.entry("web", 3L));
  }

  @Test
  void whatWasWellIsKnownUntilSomethingElseIs() {
    well(web(1, OLD, update(0, true, true)), 1);
    assertThat(active().good().orElseThrow().generation()).isEqualTo(1);
    target(web(1, NEW, update(0, true, true)));
    assertThat(active().good().orElseThrow().generation()).isEqualTo(1);
    observe(0, 2, Status.READY);
    pass(HEALTHY);
    assertThat(active().good().orElseThrow().generation()).isEqualTo(2);
    assertThat(active().rolling()).isEmpty();
  }

  @Test
  void theWayBackNamesItsReasonAndIsForgottenWithTheNextTarget() {
    well(web(1, OLD, update(0, true, true)), 1);
    target(web(1, NEW, update(0, true, true)));
    observe(0, 2, Status.PARKED);
    String why = "shop/web#0 is parked: detail";
    assertThat(active().generation()).isEqualTo(3);
    assertThat(active().reversal()).contains(new Robot.Reversal(2, 1, "web", why));
    target(web(2, OLD, update(0, true, true)));
    assertThat(active().reversal()).isEmpty();
  }

  @Test
  void aTargetIsAReversalByWhoSaysSo() {
    Blueprint shop = new Blueprint("shop", List.of());
    assertThat(new Targeted(shop, 2, "robot, back to generation 1: x", now).isReversal()).isTrue();
    assertThat(new Targeted(shop, 2, "robot", now).isReversal()).isFalse();
    assertThat(new Targeted(shop, 2, "ann", now).isReversal()).isFalse();
  }

  @Test
  void theClockGoesOnlyForwards() {
    well(web(1, OLD, update(0, true, true)), 1);
    Instant before = active().clock();
    robot.given(new Observe(slot(0), 1, Status.UNHEALTHY, "", now.minusSeconds(99)));
    assertThat(active().clock()).isEqualTo(before);
    assertThat(RobotEvolution.later(before, now.minusSeconds(99))).isEqualTo(before);
    assertThat(RobotEvolution.later(before, before.plusSeconds(1))).isAfter(before);
  }

  @Test
  void whatIsUnknownToTheJournalIsNotRead() {
    List<Event> events =
        List.of(
            new Elapsed(now),
            new Granted(List.of(slot(0)), now),
            new Spared(slot(0), now),
            new Stalled("web", "why", 0, now),
            new Promoted(List.of("web"), "ann", now),
            new Discarded(slot(0), "ann", now),
            new Destroyed(2, "ann", now));
    for (Event event : events) {
      assertThatThrownBy(() -> RobotEvolution.evolve(SHOP, new State.Idle(1), event))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("journal is corrupt: " + event + " in Idle[generation=1, scalings=0]");
      assertThat(Revision.of(event).isPresent()).isEqualTo(event instanceof Destroyed);
    }
  }

  @Test
  void anActionIsFoundWhileItsServiceIsWanted() {
    Optional<Duration> daily = Optional.of(Duration.ofDays(1));
    Action backup =
        new Action("backup", List.of("save"), PATIENCE, List.of(), false, daily, List.of());
    target(web(2, OLD, update(0, true, true)).with(List.of(backup)));
    TaskId task = new TaskId(SHOP, "web", "backup");
    Definition definition = new Definition(backup, 2, 1);
    assertThat(robot.state().action(task)).contains(definition);
    assertThat(robot.owes()).contains(new Duty.Keep(task, definition));
    assertThat(robot.state().action(new TaskId(SHOP, "web", "other"))).isEmpty();
    assertThat(robot.state().action(new TaskId(SHOP, "db", "backup"))).isEmpty();
    robot.given(new Destroy("ann", now));
    assertThat(robot.state().action(task)).isEmpty();
  }

  /** Reports of workloads that do not depend on each other lead to the same, whoever is first. */
  @Test
  void theOrderInWhichReplicasBecomeReadyMakesNoDifferenceInTheEnd() {
    Property.forAll(
        30,
        random -> {
          int replicas = 1 + random.nextInt(5);
          var one = new Trial<>(new Robot(SHOP));
          var other = new Trial<>(new Robot(SHOP));
          Blueprint shop =
              new Blueprint("shop", List.of(web(replicas, OLD, update(0, true, true))));
          int first = random.nextInt(replicas);
          for (var trial : List.of(one, other)) {
            trial.given(new Target(shop, 0, "ann", now));
            for (int i = 0; i < replicas; i++) {
              int at = trial.equals(one) ? i : (first + i) % replicas;
              trial.given(new Observe(slot(at), 1, Status.READY, "", now));
            }
            trial.given(new PassTime(now.plus(HEALTHY)));
          }
          assertThat(other.state()).isEqualTo(one.state());
          assertThat(other.owes()).isEmpty();
        });
  }

  private Outlook outlook() {
    return Objects.requireNonNull(Outlook.of(active()).get("web"));
  }

  private State.Active active() {
    return (State.Active) robot.state();
  }

  private Slot known(int slot) {
    return Objects.requireNonNull(active().slots().get(slot(slot)));
  }

  private void well(Service web, long generation) {
    target(web);
    for (int i = 0; i < web.replicas(); i++) {
      observe(i, generation, Status.READY);
    }
    pass(HEALTHY);
  }

  private void target(Service... services) {
    Blueprint shop = new Blueprint("shop", List.of(services));
    robot.given(new Target(shop, robot.state().generation(), "ann", now));
  }

  private void observe(int slot, long generation, Status status) {
    robot.given(new Observe(slot(slot), generation, status, "detail", now));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    robot.given(new PassTime(now));
  }

  private static WorkloadId slot(int slot) {
    return new WorkloadId(SHOP, "web", slot);
  }

  private static Service web(int replicas, Spec spec, Update update) {
    return new Service("web", replicas, spec, List.of()).with(update, Budget.DEFAULT, false);
  }

  private static Service budgeted(int minReady) {
    return web(3, OLD, update(0, true, true))
        .with(update(0, true, true), new Budget(minReady), false);
  }

  private static Update update(int canary, boolean promote, boolean revert) {
    return new Update(1, canary, HEALTHY, PATIENCE, promote, revert);
  }
}
