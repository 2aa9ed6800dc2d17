package rhizome.grid.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.kernel.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Job;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.grid.robot.Robot.Command;
import rhizome.grid.robot.Robot.Command.*;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Refusal;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.workload.Status;
import rhizome.grid.world.Operator;
import rhizome.grid.world.Trial;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** When a robot runs its jobs by the calendar (ADR 0028). */
class CalendarTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final WorkloadId REPORT = new WorkloadId(SHOP, "report", 0);
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final Spec STEADY = Operator.spec("steady", 1, 100);
  private static final Schedule NIGHTLY = new Schedule("15 3 * * *", BRUSSELS);
  private static final Schedule MINUTELY = new Schedule("* * * * *", BRUSSELS);
  private static final Service DB = new Service("db", 1, STEADY, List.of());

  private final Trial<Command, Event, State, Duty> robot = new Trial<>(new Robot(SHOP));
  private final List<Event> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-28T00:00:30Z");

  @Test
  void itRunsWhenItIsDueAndNotBecauseItWasApplied() {
    target(report(NIGHTLY));
    assertThat(asked()).isEmpty();
    assertThat(reminder()).isEqualTo("2026-11-28T02:15:00Z");
    pass("2026-11-28T02:14:59Z");
    assertThat(asked()).isEmpty();
    pass("2026-11-28T02:15:00Z");
    assertThat(asked()).containsExactly(1L);
    assertThat(runs()).containsExactly("1 due 2026-11-28T02:15:00Z");
    assertThat(reminder()).isEqualTo("2026-11-29T02:15:00Z");
    observe(1, Status.STARTING);
    assertThat(asked()).isEmpty();
    observe(1, Status.COMPLETED);
    assertThat(runs()).containsExactly("1 due 2026-11-28T02:15:00Z SUCCEEDED");
    pass("2026-11-29T02:15:00Z");
    assertThat(asked()).containsExactly(2L);
  }

  @Test
  void betweenRunsItIsWellAndNothingIsOnItsWay() {
    target(report(NIGHTLY));
    State.Active active = active();
    assertThat(active.rolling()).isEmpty();
    assertThat(active.good()).isPresent();
    assertThat(Outlook.of(active))
        .containsEntry("report", new Outlook(1, 0, Outlook.Stage.ARRIVED, ""));
  }

  @Test
  void aDueTimeIsStartedOnceHoweverOftenTheBeatComes() {
    target(report(MINUTELY));
    pass("2026-11-28T00:01:00Z");
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.STARTING);
    observe(1, Status.COMPLETED);
    pass("2026-11-28T00:01:30Z");
    robot.given(new PassTime(Instant.parse("2026-11-28T00:00:59Z")));
    assertThat(calendar().last()).isEqualTo(1);
    assertThat(asked()).isEmpty();
  }

  @Test
  void whatIsDueWhileARunGoesIsSkippedAndSaid() {
    target(report(MINUTELY));
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.STARTING);
    pass("2026-11-28T00:02:00Z");
    assertThat(asked()).isEmpty();
    assertThat(heard)
        .contains(
            new Event.JobSkipped(
                "report", 1, Instant.parse("2026-11-28T00:02:00Z"), "run 1 still goes", now));
    assertThat(robot.when(new RunJob("report", "ann", now))).isEqualTo(reject(Refusal.RUN_GOES));
    observe(1, Status.COMPLETED);
    pass("2026-11-28T00:03:00Z");
    assertThat(asked()).containsExactly(2L);
    assertThat(calendar().skipped()).isEqualTo(1);
  }

  @Test
  void whoReplacesEndsTheRunThatGoes() {
    target(report(with(MINUTELY, Policy.REPLACE)));
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.STARTING);
    pass("2026-11-28T00:02:00Z");
    assertThat(asked()).containsExactly(2L);
    assertThat(runs())
        .containsExactly("1 due 2026-11-28T00:01:00Z CANCELLED", "2 due 2026-11-28T00:02:00Z");
  }

  @Test
  void newsOfAnEarlierRunIsNoNews() {
    target(report(with(MINUTELY, Policy.REPLACE)));
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.STARTING);
    pass("2026-11-28T00:02:00Z");
    observe(1, Status.COMPLETED);
    assertThat(asked()).containsExactly(2L);
    assertThat(runs()).last().isEqualTo("2 due 2026-11-28T00:02:00Z");
  }

  @Test
  void aRunThatFailedIsToldAndTheNextOneComes() {
    target(report(MINUTELY));
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.STARTING);
    observe(1, Status.FAILED);
    assertThat(runs()).containsExactly("1 due 2026-11-28T00:01:00Z FAILED");
    assertThat(active().rolling()).isEmpty();
    assertThat(robot.when(new Discard(REPORT, "ann", now))).isEqualTo(reject(Refusal.NOT_PARKED));
    pass("2026-11-28T00:02:00Z");
    assertThat(asked()).containsExactly(2L);
  }

  @Test
  void ofWhatWasMissedOneRunIsMadeUpForIfItIsNotTooLate() {
    target(report(MINUTELY));
    pass("2026-11-28T00:45:10Z");
    assertThat(asked()).containsExactly(1L);
    assertThat(runs()).containsExactly("1 due 2026-11-28T00:45:00Z");
    assertThat(calendar().skipped()).isEqualTo(44);
  }

  @Test
  void whatIsTooLateIsMissedAndSaid() {
    target(report(NIGHTLY));
    pass("2026-11-30T12:00:00Z");
    assertThat(asked()).isEmpty();
    assertThat(heard)
        .contains(
            new Event.JobSkipped(
                "report", 3, Instant.parse("2026-11-30T02:15:00Z"), "more than 1h late", now));
    assertThat(reminder()).isEqualTo("2026-12-01T02:15:00Z");
  }

  @Test
  void itWaitsForItsNeedsButNotForEver() {
    target(DB, report(NIGHTLY, "db"));
    pass("2026-11-28T02:15:00Z");
    assertThat(asked()).isEmpty();
    assertThat(runs()).isEmpty();
    assertThat(robot.when(new RunJob("report", "ann", now)))
        .isEqualTo(reject(Refusal.NEEDS_NOT_MET));
    now = Instant.parse("2026-11-28T02:40:00Z");
    ready("db");
    assertThat(asked()).containsExactly(1L);
    observe(1, Status.COMPLETED);
    robot.given(new Observe(new WorkloadId(SHOP, "db", 0), 1, Status.UNHEALTHY, "", now));
    pass("2026-11-29T02:15:00Z");
    assertThat(reminder()).isEqualTo("2026-11-29T03:15:00Z");
    pass("2026-11-29T03:15:00Z");
    assertThat(heard)
        .contains(
            new Event.JobSkipped(
                "report", 1, Instant.parse("2026-11-29T02:15:00Z"), "no needs met within 1h", now));
    assertThat(reminder()).isEqualTo("2026-11-30T02:15:00Z");
  }

  @Test
  void somebodyMayHaveItRunNow() {
    target(report(NIGHTLY));
    robot.given(new RunJob("report", "ann", now));
    assertThat(asked()).containsExactly(1L);
    assertThat(calendar().runs().getFirst().by()).isEqualTo("ann");
    assertThat(reminder()).isEqualTo("2026-11-28T02:15:00Z");
    assertThat(robot.when(new RunJob("db", "ann", now))).isEqualTo(reject(Refusal.NO_SCHEDULE));
  }

  @Test
  void aRevisionTouchesNoRunAndTheNextRunHasWhatIsNew() {
    target(report(NIGHTLY));
    pass("2026-11-28T02:15:00Z");
    observe(1, Status.STARTING);
    Spec other = Operator.spec("steady", 7, 100);
    target(new Service("report", 1, other.with(Job.UNLIMITED.at(Optional.of(NIGHTLY))), List.of()));
    assertThat(robot.owes()).allMatch(Duty.Remind.class::isInstance);
    observe(1, Status.COMPLETED);
    assertThat(runs()).containsExactly("1 due 2026-11-28T02:15:00Z SUCCEEDED");
    pass("2026-11-29T02:15:00Z");
    assertThat(robot.owes()).contains(new Duty.Ensure(REPORT, other.with(Job.UNLIMITED.run(2)), 2));
  }

  @Test
  void noDueTimeIsStartedAgainUnderAnotherScheduleOrTheFormerOne() {
    target(report(MINUTELY));
    pass("2026-11-28T00:01:00Z");
    observe(1, Status.COMPLETED);
    target(report(NIGHTLY));
    assertThat(reminder()).isEqualTo("2026-11-28T02:15:00Z");
    target(report(MINUTELY));
    robot.given(new PassTime(now));
    assertThat(asked()).isEmpty();
    assertThat(reminder()).isEqualTo("2026-11-28T00:02:00Z");
  }

  @Test
  void whatRanBeforeItHadAScheduleIsRetiredAndTheRunComesAfterIt() {
    target(new Service("report", 1, STEADY, List.of()));
    robot.given(new Observe(REPORT, 1, Status.READY, "", now));
    target(report(NIGHTLY));
    assertThat(robot.owes()).contains(new Duty.Retire(REPORT, 1));
    robot.given(new Observe(REPORT, 1, Status.GONE, "", now));
    assertThat(robot.owes()).noneMatch(Duty.Retire.class::isInstance);
    pass("2026-11-28T02:15:00Z");
    assertThat(asked()).containsExactly(1L);
  }

  @Test
  void noReplicasPauseItAndItRunsOnceMoreAfterwards() {
    target(report(NIGHTLY));
    Service paused = new Service("report", 0, report(NIGHTLY).spec(), List.of());
    target(paused);
    pass("2026-11-28T02:15:00Z");
    assertThat(active().calendars()).isEmpty();
    target(report(NIGHTLY));
    assertThat(reminder()).isEqualTo("2026-11-29T02:15:00Z");
  }

  @Test
  void onlyTheLastRunsAreKept() {
    target(report(MINUTELY));
    for (int run = 1; run <= 6; run++) {
      pass("2026-11-28T00:0" + run + ":00Z");
      observe(run, Status.STARTING);
      observe(run, Status.COMPLETED);
    }
    assertThat(calendar().runs()).extracting(JobRun::number).containsExactly(4L, 5L, 6L);
  }

  private static Schedule with(Schedule s, Policy policy) {
    return new Schedule(s.cron(), s.zone(), policy, s.keep(), s.startWithin());
  }

  private static Service report(Schedule schedule, String... needs) {
    Job job = new Job(Optional.of(Duration.ofMinutes(10))).at(Optional.of(schedule));
    return new Service("report", 1, STEADY.with(job), List.of(needs));
  }

  private void target(Service... services) {
    long parent =
        switch (robot.state()) {
          case State.Idle idle -> idle.generation();
          case State.Active active -> active.generation();
          case State.Destroying destroying -> destroying.generation();
        };
    robot.given(new Target(new Blueprint("shop", List.of(services)), parent, "ann", now));
  }

  private void pass(String until) {
    now = Instant.parse(until);
    if (robot.when(new PassTime(now)) instanceof Decision.Accepted<Event>(var events)) {
      heard.addAll(events);
    }
  }

  private void ready(String service) {
    robot.given(new Observe(new WorkloadId(SHOP, service, 0), 1, Status.READY, "", now));
  }

  private void observe(long run, Status status) {
    Slot slot = Optional.ofNullable(active().slots().get(REPORT)).orElseThrow();
    robot.given(
        new Observe(
            REPORT,
            slot.generation(),
            slot.asOf() + 1,
            status,
            "",
            Optional.empty(),
            Optional.empty(),
            run,
            0,
            now));
  }

  private State.Active active() {
    return (State.Active) robot.state();
  }

  private Calendar calendar() {
    return Optional.ofNullable(active().calendars().get("report")).orElseThrow();
  }

  /** The runs that its workload is asked for. */
  private List<Long> asked() {
    return robot.owes().stream()
        .filter(Duty.Ensure.class::isInstance)
        .map(Duty.Ensure.class::cast)
        .filter(ensure -> ensure.workload().equals(REPORT))
        .map(ensure -> ensure.spec().jobRun())
        .toList();
  }

  private List<String> runs() {
    return calendar().runs().stream()
        .map(
            run ->
                run.number()
                    + run.due().map(due -> " due " + due).orElse("")
                    + run.end().map(end -> " " + end.result()).orElse(""))
        .toList();
  }

  private String reminder() {
    return robot.owes().stream()
        .filter(Duty.Remind.class::isInstance)
        .map(duty -> ((Duty.Remind) duty).at().toString())
        .findFirst()
        .orElse("never");
  }
}
