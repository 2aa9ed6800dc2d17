package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.grid.placement.Some;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.Refusal;
import rhizome.grid.robot.Robot.Reversal;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** How a change is carried out, when it is given up, and what guards against it. */
class UpdateTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final Spec OLD = Operator.spec("steady", 1, 100);
  private static final Spec NEW = Operator.spec("steady", 2, 100);
  private static final Duration HEALTHY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));
  private Instant now = Instant.EPOCH;
  private List<Event> said = List.of();

  @BeforeEach
  void begin() {
    now = Instant.parse("2026-01-01T12:00:00Z");
  }

  @Test
  void aReplicaThatIsReadyIsWellOnlyAfterAWhileAndTheNextWaitsForIt() {
    well(web(3, OLD, update(1, 0)));
    target(web(3, NEW, update(1, 0)));
    assertThat(asked()).containsExactly(0);
    ready(0, 2);
    assertThat(asked()).isEmpty();
    assertThat(robot.owes()).containsExactly(new Duty.Remind(SHOP, now.plus(HEALTHY)));
    pass(HEALTHY.minusMillis(1));
    assertThat(said).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(said).containsExactly(new Elapsed(now), new Granted(slots(1), now));
    assertThat(asked()).containsExactly(1);
  }

  @Test
  void soManyAtOnceAsAreAllowedAndTheBudgetSpares() {
    well(web(5, OLD, update(3, 0)));
    target(web(5, NEW, update(3, 0)));
    assertThat(asked()).containsExactly(0, 1, 2);

    robot.given(new Target(shop(with(web(5, OLD, update(3, 0)), new Budget(4))), 2, "ann", now));
    allWell(5, 3);
    target(with(web(5, NEW, update(3, 0)), new Budget(4)));
    assertThat(asked()).containsExactly(0);
  }

  /** A loss that nobody planned is a disturbance like any other. */
  @Test
  void whatWasLostCountsAgainstTheBudget() {
    well(web(4, OLD, update(4, 0)));
    observe(3, 1, Status.UNHEALTHY);
    target(with(web(4, NEW, update(4, 0)), new Budget(2)));
    assertThat(asked()).containsExactly(0, 3);
  }

  /** No process notices, so neither a budget nor a canary has anything to say. */
  @Test
  void otherWishesAreToldToAllAtOnceAndDisturbNobody() {
    Spec apart = OLD.with(Some.apart("web", "node"));
    well(with(web(3, OLD, update(1, 1)), new Budget(3)));
    target(with(web(3, apart, update(1, 1)), new Budget(3)));
    assertThat(asked()).containsExactly(0, 1, 2);
    for (int i = 0; i < 3; i++) {
      ready(i, 2);
    }
    assertThat(asked()).isEmpty();
    assertThat(robot.owes()).isEmpty();
    assertThat(active().rolling()).isEmpty();
  }

  @Test
  void whoHasNotYetGivenWayDoesSoStillWhenOnlyWishesChange() {
    well(web(2, OLD, update(1, 0)));
    target(web(2, NEW, update(1, 0)));
    assertThat(asked()).containsExactly(0);
    ready(0, 2);
    target(web(2, NEW.with(Some.apart("web", "node")), update(1, 0)));
    assertThat(asked()).as("the second waits for its turn").containsExactly(0);
    ready(0, 3);
    pass(HEALTHY);
    assertThat(asked()).containsExactly(1);
  }

  @Test
  void aBudgetThatSparesNothingEndsTheUpdateWhenPatienceDoes() {
    well(web(2, OLD, update(1, 0)));
    target(with(web(2, NEW, update(1, 0)), new Budget(2)));
    assertThat(asked()).isEmpty();
    pass(PATIENCE);
    assertThat(said).contains(new Stalled("web", "no further replica was well within 5m", 1, now));
    assertThat(active().blueprint()).isEqualTo(shop(web(2, OLD, update(1, 0))));
  }

  @Test
  void canariesGoFirstAndTheOthersFollowOnceTheyAreWell() {
    well(web(4, OLD, update(4, 2)));
    target(web(4, NEW, update(4, 2)));
    assertThat(asked()).containsExactly(0, 1);
    ready(0, 2);
    ready(1, 2);
    pass(HEALTHY);
    assertThat(asked()).containsExactly(2, 3);
  }

  @Test
  void whatIsToBePromotedWaitsForAWordWithoutLosingPatience() {
    Update manual = new Update(4, 1, HEALTHY, PATIENCE, false, true);
    well(web(3, OLD, manual));
    target(web(3, NEW, manual));
    assertThat(robot.when(new Promote("ann", now))).isEqualTo(reject(Refusal.NOTHING_TO_PROMOTE));
    ready(0, 2);
    pass(HEALTHY);
    assertThat(asked()).isEmpty();
    assertThat(robot.owes()).isEmpty();
    pass(PATIENCE.multipliedBy(10));
    assertThat(said).isEmpty();
    say(new Promote("ann", now));
    assertThat(said)
        .containsExactly(new Promoted(List.of("web"), "ann", now), new Granted(slots(1, 2), now));
    assertThat(robot.when(new Promote("ann", now))).isEqualTo(reject(Refusal.NOTHING_TO_PROMOTE));
  }

  /** Its workload may never hear of the revision between, and would be waited for without end. */
  @Test
  void whoWasToGiveWayToWhatIsOvertakenGivesWayToTheNewest() {
    well(web(3, OLD, update(1, 0)));
    target(web(3, NEW, update(1, 0)));
    ready(0, 2);
    pass(HEALTHY);
    assertThat(asked()).containsExactly(1);
    target(web(3, Operator.spec("steady", 3, 100), update(1, 1)));
    assertThat(asked()).containsExactly(1);
    ready(1, 3);
    pass(HEALTHY);
    assertThat(asked()).as("then the canary").containsExactly(0);
  }

  @Test
  void aNewServiceNeedsNoCanary() {
    target(web(3, NEW, update(1, 1)));
    assertThat(asked()).containsExactly(0, 1, 2);
  }

  @Test
  void aCanaryThatIsNotHealthySendsTheRobotBackAndTheOthersWereNeverTouched() {
    well(web(3, OLD, update(1, 1)));
    target(web(3, NEW, update(1, 1)));
    observe(0, 2, Status.STARTING);
    observe(0, 2, Status.UNHEALTHY);
    String why = "shop/web#0, a canary, is not healthy";
    assertThat(said.subList(1, said.size()))
        .containsExactly(
            new Stalled("web", why, 1, now),
            new Targeted(
                shop(web(3, OLD, update(1, 1))), 3, "robot, back to generation 1: " + why, now),
            new Granted(slots(0), now));
    assertThat(active().reversal()).contains(new Reversal(2, 1, "web", why));
    assertThat(asked()).as("those kept are only told that they are meant").containsExactly(0, 1, 2);
    observe(1, 3, Status.READY);
    observe(2, 3, Status.READY);
    observe(0, 3, Status.READY);
    pass(HEALTHY);
    assertThat(active().rolling()).isEmpty();
    assertThat(active().good().orElseThrow().generation()).isEqualTo(3);
  }

  @Test
  void theWayBackNeedsNoCanaryAndNobodysWord() {
    Update manual = new Update(4, 1, HEALTHY, PATIENCE, false, true);
    well(web(3, OLD, manual));
    target(web(3, NEW, manual));
    ready(0, 2);
    pass(HEALTHY);
    say(new Promote("ann", now));
    observe(1, 2, Status.PARKED);
    assertThat(active().generation()).isEqualTo(3);
    assertThat(asked()).as("three at once").containsExactly(0, 1, 2);
  }

  @Test
  void whatIsKeptCountsAsReadyAllTheWhile() {
    well(with(web(3, OLD, update(1, 1)), new Budget(2)));
    target(with(web(3, NEW, update(1, 1)), new Budget(2)));
    observe(0, 2, Status.PARKED);
    assertThat(active().generation()).isEqualTo(3);
    assertThat(asked()).containsExactly(0, 1, 2);
    Instant since = known(1).since();
    observe(1, 3, Status.READY);
    assertThat(known(1).since()).isEqualTo(since);
  }

  @Test
  void aMissedDeadlineSendsTheRobotBackOnceAndNeverTwice() {
    well(web(2, OLD, update(1, 0)));
    target(web(2, NEW, update(1, 0)));
    observe(0, 2, Status.STARTING);
    pass(PATIENCE);
    assertThat(active().generation()).isEqualTo(3);
    observe(0, 3, Status.STARTING);
    pass(PATIENCE);
    assertThat(said)
        .containsExactly(
            new Elapsed(now),
            new Stalled(
                "web",
                "no further replica was well within 5m; shop/web#0 is starting, detail",
                0,
                now));
    assertThat(active().generation()).as("there is nothing else to go back to").isEqualTo(3);
    pass(PATIENCE.multipliedBy(3));
    assertThat(said).as("that was told").isEmpty();
  }

  @Test
  void oneMoreReplicaThatIsWellRenewsPatienceAndOneThatFlapsDoesNot() {
    well(web(3, OLD, update(1, 0)));
    target(web(3, NEW, update(1, 0)));
    ready(0, 2);
    pass(PATIENCE.minusSeconds(1));
    assertThat(Objects.requireNonNull(active().rolling().get("web")).well()).isEqualTo(1);
    pass(PATIENCE.minusSeconds(20));
    observe(0, 2, Status.UNHEALTHY);
    ready(0, 2);
    pass(HEALTHY);
    assertThat(active().generation()).isEqualTo(2);
    pass(Duration.ofSeconds(11));
    assertThat(active().generation()).as("given up").isEqualTo(3);
  }

  @Test
  void whatMustNotRevertStaysAsItIsAndGoesOnOnceItIsMended() {
    Update stay = new Update(1, 0, HEALTHY, PATIENCE, true, false);
    well(web(2, OLD, stay));
    target(web(2, NEW, stay));
    observe(0, 2, Status.PARKED);
    assertThat(said).contains(new Stalled("web", "shop/web#0 is parked: detail", 0, now));
    observe(0, 2, Status.STARTING);
    assertThat(asked()).isEmpty();
    ready(0, 2);
    pass(HEALTHY);
    assertThat(asked()).containsExactly(1);
  }

  @Test
  void whatParksBeforeAnythingWasWellNeedsAHumanAndIsToldOnce() {
    target(web(2, OLD, update(1, 0)));
    observe(0, 1, Status.PARKED);
    assertThat(said).last().isEqualTo(new Stalled("web", "shop/web#0 is parked: detail", 0, now));
    observe(1, 1, Status.PARKED);
    assertThat(said).hasSize(1);
  }

  @Test
  void whoHasNothingToGoBackToSaysSo() {
    target(web(2, OLD, update(1, 0)));
    target(web(2, NEW, update(1, 0)));
    observe(0, 2, Status.PARKED);
    assertThat(said)
        .last()
        .isEqualTo(
            new Stalled(
                "web",
                "shop/web#0 is parked: detail"
                    + "; no way back: nothing before it was ready in all its parts",
                0,
                now));
  }

  @Test
  void whatServedWhenItWasLeftIsAWayBackIfNothingWasWellForLong() {
    target(web(2, OLD, update(1, 1)));
    ready(0, 1);
    ready(1, 1);
    target(web(2, NEW, update(1, 1)));
    observe(0, 2, Status.PARKED);
    assertThat(said).contains(new Stalled("web", "shop/web#0 is parked: detail", 1, now));
    assertThat(active().generation()).isEqualTo(3);
    assertThat(active().blueprint().services()).containsExactly(web(2, OLD, update(1, 1)));
  }

  @Test
  void whatServedOnlyInPartIsNone() {
    target(web(2, OLD, update(1, 1)));
    ready(0, 1);
    target(web(2, NEW, update(1, 1)));
    observe(0, 2, Status.PARKED);
    assertThat(active().generation()).isEqualTo(2);
  }

  @Test
  void whatParksLongAfterItsUpdateIsNoReasonToGoBack() {
    well(web(2, OLD, update(1, 0)));
    target(web(2, NEW, update(2, 0)));
    allWell(2, 2);
    observe(1, 2, Status.PARKED);
    assertThat(said).hasSize(1);
    assertThat(active().generation()).isEqualTo(2);
  }

  @Test
  void whatStallsSaysWhyWhoIsAwaitedIsNotReady() {
    say(new Target(shop(service("web", 1, OLD, update(1, 0))), 0, "ann", now));
    WorkloadId first = new WorkloadId(SHOP, "web", 0);
    say(new Observe(first, 1, Status.STARTING, "on n1, not ready yet: port 80: refused", now));
    pass(PATIENCE);
    assertThat(said)
        .contains(
            new Stalled(
                "web",
                "no further replica was well within 5m; shop/web#0 is starting, on n1, not ready"
                    + " yet: port 80: refused",
                0,
                now));
  }

  /** It waits for what it needs, and that is not its fault. */
  @Test
  void patienceBeginsWhenWhatItNeedsIsThere() {
    Service db = service("db", 1, OLD, update(1, 0));
    Service web = service("web", 1, OLD, update(1, 0), "db");
    say(new Target(shop(db, web), 0, "ann", now));
    observe(new WorkloadId(SHOP, "db", 0), 1, Status.STARTING);
    pass(PATIENCE.minusSeconds(1));
    observe(new WorkloadId(SHOP, "db", 0), 1, Status.READY);
    pass(HEALTHY);
    pass(Duration.ofSeconds(1));
    pass(PATIENCE.minusSeconds(1));
    assertThat(said).noneMatch(Stalled.class::isInstance);
    pass(Duration.ofSeconds(2));
    assertThat(said).contains(new Stalled("web", "no further replica was well within 5m", 0, now));
  }

  @Test
  void onlyWhatGuardsChangesTouchesNoProcess() {
    well(web(2, OLD, update(1, 0)));
    target(with(web(2, OLD, update(2, 1)), new Budget(1)));
    assertThat(robot.owes()).isEmpty();
    assertThat(active().good().orElseThrow().generation()).isEqualTo(2);
  }

  @Test
  void whatIsProtectedComesToNoHarmUntilAnEarlierRevisionLiftedIt() {
    well(guarded(web(2, OLD, update(1, 0))));
    for (Service harm :
        List.of(web(2, NEW, update(1, 0)), web(0, OLD, update(1, 0)), service("x", 1, OLD))) {
      assertThat(robot.when(new Target(shop(harm), 1, "ann", now)))
          .isEqualTo(reject(Refusal.PROTECTED));
    }
    assertThat(robot.when(new Destroy("ann", now))).isEqualTo(reject(Refusal.PROTECTED));
    target(web(3, OLD, update(1, 0)));
    target(web(2, NEW, update(1, 0)));
    assertThat(robot.when(new Destroy("ann", now))).isEqualTo(accept(new Destroyed(4, "ann", now)));
  }

  @Test
  void theWayBackDoesNoHarmToWhatIsProtectedEither() {
    well(web(1, OLD, update(1, 0)));
    target(guarded(web(1, NEW, update(1, 0))));
    observe(0, 2, Status.PARKED);
    assertThat(said).last().asString().contains("no way back to generation 1", "web", "backTo=0");
    assertThat(active().generation()).isEqualTo(2);
  }

  @Test
  void nobodyTakesMoreAwayThanTheBudgetSpares() {
    well(with(web(3, OLD, update(3, 0)), new Budget(2)));
    say(new Spare(slot(2), now));
    assertThat(said).containsExactly(new Spared(slot(2), now));
    assertThat(robot.when(new Spare(slot(2), now))).as("the same again").isEqualTo(unchanged());
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(reject(Refusal.BUDGET_SPENT));
    target(with(web(3, NEW, update(3, 0)), new Budget(2)));
    assertThat(asked()).as("nor does an update: that one goes anyway").containsExactly(2);
    observe(2, 1, Status.PENDING);
    assertThat(asked()).containsExactly(2);
    ready(2, 2);
    pass(HEALTHY);
    assertThat(asked()).containsExactly(0);
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(reject(Refusal.BUDGET_SPENT));
    assertThat(robot.when(new Spare(slot(9), now))).as("surplus").isEqualTo(unchanged());
  }

  @Test
  void whatWasSparedAndNotTakenIsThereAgainAfterAWhile() {
    well(with(web(2, OLD, update(2, 0)), new Budget(1)));
    say(new Spare(slot(0), now));
    now = now.plusSeconds(29);
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(reject(Refusal.BUDGET_SPENT));
    now = now.plusSeconds(1);
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(accept(new Spared(slot(1), now)));
  }

  @Test
  void anUpdateGoesOnOnceWhatWasSparedIsThereAgain() {
    well(with(web(2, OLD, update(2, 0)), new Budget(1)));
    say(new Spare(slot(1), now));
    target(with(web(2, NEW, update(2, 0)), new Budget(1)));
    assertThat(asked()).containsExactly(1);
    ready(1, 2);
    pass(HEALTHY);
    assertThat(asked()).as("it may yet be taken").isEmpty();
    pass(Duration.ofSeconds(20));
    assertThat(asked()).containsExactly(0);
  }

  @Test
  void whatIsSharedServesOnAndMayAlwaysGo() {
    well(with(web(2, Operator.shared(OLD), update(2, 0)), new Budget(1)));
    assertThat(robot.when(new Spare(slot(0), now))).isEqualTo(unchanged());
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(unchanged());
  }

  @Test
  void whatHasNoBudgetMayAlwaysGo() {
    well(web(2, OLD, update(1, 0)));
    assertThat(robot.when(new Spare(slot(0), now))).isEqualTo(unchanged());
    assertThat(robot.when(new Spare(slot(1), now))).isEqualTo(unchanged());
    Robot law = new Robot(SHOP);
    assertThat(law.decide(law.initial(), new Spare(slot(0), now))).isEqualTo(unchanged());
  }

  @Test
  void whatIsDiscardedIsMissedNoMoreUntilTheNextRevision() {
    well(web(2, OLD, update(1, 0)));
    observe(1, 1, Status.PARKED);
    assertThat(robot.when(new Discard(slot(0), "ann", now))).isEqualTo(reject(Refusal.NOT_PARKED));
    assertThat(robot.when(new Discard(slot(7), "ann", now))).isEqualTo(reject(Refusal.NOT_PARKED));
    say(new Discard(slot(1), "ann", now));
    assertThat(said).containsExactly(new Discarded(slot(1), "ann", now));
    assertThat(robot.when(new Discard(slot(1), "ann", now))).isEqualTo(unchanged());
    assertThat(robot.owes()).containsExactly(new Duty.Retire(slot(1), 1));
    observe(1, 1, Status.GONE);
    assertThat(robot.owes()).isEmpty();
    target(web(2, OLD, update(2, 0)));
    assertThat(asked()).containsExactly(1);
  }

  @Test
  void dependantsDoNotWaitForWhatWasDiscarded() {
    Service db = service("db", 2, OLD, update(1, 0));
    say(new Target(shop(db, service("web", 1, OLD, update(1, 0), "db")), 0, "ann", now));
    observe(new WorkloadId(SHOP, "db", 0), 1, Status.READY);
    observe(new WorkloadId(SHOP, "db", 1), 1, Status.PARKED);
    assertThat(robot.owes()).noneMatch(duty -> isOf(duty, "web"));
    say(new Discard(new WorkloadId(SHOP, "db", 1), "ann", now));
    assertThat(robot.owes()).anyMatch(duty -> isOf(duty, "web"));
  }

  /** A snapshot from before any of this was known, in the middle of an update. */
  @Test
  void whatAnEarlierVersionLeftHalfDoneGoesOn() {
    well(web(2, OLD, update(1, 0)));
    target(web(2, NEW, update(1, 0)));
    State.Active old = active();
    Robot law = new Robot(SHOP);
    State.Active bare = new State.Active(old.blueprint(), 2, old.since(), ungranted(old));
    assertThat(law.owes(bare)).containsExactly(new Duty.Remind(SHOP, Instant.EPOCH));
    Decision<Event> decision = law.decide(bare, new PassTime(now));
    assertThat(decision).isEqualTo(accept(List.of(new Elapsed(now), new Granted(slots(0), now))));
  }

  private Slot known(int slot) {
    return Objects.requireNonNull(active().slots().get(slot(slot)));
  }

  private static SortedMap<WorkloadId, Slot> ungranted(State.Active a) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>();
    a.slots().forEach((w, s) -> slots.put(w, new Slot(s.generation(), s.status(), "")));
    return slots;
  }

  private static boolean isOf(Duty duty, String service) {
    return duty instanceof Duty.Ensure(var workload, _, _, _) && workload.service().equals(service);
  }

  private void well(Service web) {
    target(web);
    allWell(web.replicas(), 1);
    assertThat(robot.owes()).isEmpty();
  }

  private void allWell(int replicas, long generation) {
    for (int i = 0; i < replicas; i++) {
      ready(i, generation);
    }
    pass(HEALTHY);
  }

  private void target(Service web) {
    say(new Target(shop(web), robot.state().generation(), "ann", now));
  }

  private void ready(int slot, long generation) {
    observe(slot, generation, Status.READY);
  }

  private void observe(int slot, long generation, Status status) {
    observe(slot(slot), generation, status);
  }

  private void observe(WorkloadId workload, long generation, Status status) {
    say(new Observe(workload, generation, status, "detail", now));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    say(new PassTime(now));
  }

  private void say(Command command) {
    said =
        switch (robot.when(command)) {
          case Decision.Accepted<Event>(var events) -> events;
          case Decision.Rejected<Event>(var reason) -> throw new AssertionError(reason);
        };
  }

  private List<Integer> asked() {
    return robot.owes().stream()
        .filter(Duty.Ensure.class::isInstance)
        .map(duty -> ((Duty.Ensure) duty).workload().slot())
        .toList();
  }

  private State.Active active() {
    return (State.Active) robot.state();
  }

  private static Blueprint shop(Service... services) {
    return new Blueprint("shop", List.of(services));
  }

  private static Update update(int atOnce, int canary) {
    return new Update(atOnce, canary, HEALTHY, PATIENCE, true, true);
  }

  private static Service web(int replicas, Spec spec, Update update) {
    return service("web", replicas, spec, update);
  }

  private static Service service(String name, int replicas, Spec spec) {
    return service(name, replicas, spec, Update.DEFAULT);
  }

  private static Service service(
      String name, int replicas, Spec spec, Update update, String... needs) {
    return new Service(name, replicas, spec, List.of(needs)).with(update, Budget.DEFAULT, false);
  }

  private static Service with(Service s, Budget budget) {
    return s.with(s.update(), budget, s.isProtected());
  }

  private static Service guarded(Service s) {
    return s.with(s.update(), s.budget(), true);
  }

  private static WorkloadId slot(int slot) {
    return new WorkloadId(SHOP, "web", slot);
  }

  private static List<WorkloadId> slots(int... slots) {
    return IntStream.of(slots).mapToObj(UpdateTest::slot).toList();
  }
}
