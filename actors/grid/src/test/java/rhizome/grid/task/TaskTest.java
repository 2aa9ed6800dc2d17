package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.task.Backups.BACKUP;
import static rhizome.grid.task.Backups.N1;
import static rhizome.grid.task.Backups.N2;
import static rhizome.grid.task.Backups.begin;
import static rhizome.grid.task.Backups.ended;
import static rhizome.grid.task.Backups.every;
import static rhizome.grid.task.Backups.everySlot;
import static rhizome.grid.task.Backups.finish;
import static rhizome.grid.task.Backups.keep;
import static rhizome.grid.task.Backups.request;
import static rhizome.grid.task.Backups.retried;
import static rhizome.grid.task.Backups.second;
import static rhizome.grid.task.Backups.task;
import static rhizome.grid.task.Backups.tick;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;
import static rhizome.kernel.Decision.unchanged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.grid.task.Task.Command;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.task.Task.Duty;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Refusal;
import rhizome.grid.world.Trial;
import rhizome.kernel.TaskId;

class TaskTest {

  @Test
  void aRunSeeksItsWorkloadAndIsGivenToTheLeaseThatHoldsIt() {
    var task = task().given(request(retried(), "k", 10));
    Ticket ticket = new Ticket(1, 0, 1);
    assertThat(task.owes())
        .containsExactly(
            new Duty.Place(BACKUP, ticket, BACKUP.workload(0), second(10)),
            new Duty.Remind(BACKUP, second(110)));
    assertThat(task.when(begin(1, 1, N1, 11)))
        .isEqualTo(accept(new Event.Started(ticket, N1, second(11))));
    assertThat(errands(task)).hasSize(1).first().extracting(Errand::ticket).isEqualTo(ticket);
  }

  @Test
  void aTicketIsGivenToOneLeaseOnly() {
    var task = task().given(request(retried(), "k", 10), begin(1, 1, N1, 11));
    assertThat(task.when(begin(1, 1, N1, 12))).isEqualTo(unchanged());
    assertThat(task.when(begin(1, 1, N2, 12))).isEqualTo(reject(Refusal.STALE_TICKET));
    assertThat(task.when(begin(1, 2, N2, 12))).isEqualTo(reject(Refusal.STALE_TICKET));
  }

  @Test
  void whatFailsIsTriedAgainAfterTheGivenPausesAndThenNoMore() {
    var task = task().given(request(retried(10, 30), "k", 0), begin(1, 1, N1, 1));
    task.given(finish(1, 1, ended(3), 5));
    assertThat(task.owes())
        .contains(new Duty.Place(BACKUP, new Ticket(1, 0, 2), BACKUP.workload(0), second(15)));
    assertThat(task.when(begin(1, 2, N1, 14))).isEqualTo(reject(Refusal.NOT_DUE));
    task.given(begin(1, 2, N1, 15), finish(1, 2, ended(4), 20), begin(1, 3, N2, 50));
    task.given(finish(1, 3, ended(5), 51));
    assertThat(task.state().open()).isEmpty();
    assertThat(task.owes()).isEmpty();
    Run run = task.state().past().getFirst();
    assertThat(run.result()).contains(Result.FAILED);
    assertThat(leg(run).attempts())
        .extracting(attempt -> attempt.exit().orElseThrow())
        .containsExactly(3, 4, 5);
    assertThat(leg(run).output()).isEqualTo("out");
  }

  @Test
  void whatSucceedsIsNotTriedAgain() {
    var task = task().given(request(retried(10), "k", 0), begin(1, 1, N1, 1));
    task.given(finish(1, 1, ended(0), 5));
    assertThat(task.state().past().getFirst().result()).contains(Result.SUCCEEDED);
    assertThat(task.when(finish(1, 1, ended(1), 6))).isEqualTo(reject(Refusal.STALE_TICKET));
  }

  @Test
  void aLostAttemptIsTriedAgainOnlyIfItMayBe() {
    Finding lost = Finding.of(Result.LOST, "its node is gone");
    var once = task().given(request(retried(), "k", 0), begin(1, 1, N1, 1));
    once.given(finish(1, 1, lost, 5));
    assertThat(once.state().past().getFirst().result()).contains(Result.LOST);
    var twice = task().given(request(retried(0), "k", 0), begin(1, 1, N1, 1));
    twice.given(finish(1, 1, lost, 5), begin(1, 2, N2, 5));
    assertThat(errands(twice).getFirst().epoch()).isEqualTo(N2.epoch());
  }

  @Test
  void theSameWishIsOneRun() {
    var task = task().given(request(retried(), "k", 0));
    assertThat(task.when(request(retried(), "k", 1))).isEqualTo(unchanged());
    task.given(begin(1, 1, N1, 1), finish(1, 1, ended(0), 2));
    assertThat(task.when(request(retried(), "k", 3))).isEqualTo(unchanged());
    task.given(request(retried(), "other", 3));
    assertThat(task.state().last()).isEqualTo(2);
  }

  @Test
  void runsGoOneAfterTheOtherAndEachHasItsWholeTimeToFindItsWorkload() {
    var task = task().given(request(retried(), "a", 0), request(retried(), "b", 0));
    assertThat(task.when(begin(2, 1, N1, 1))).isEqualTo(reject(Refusal.STALE_TICKET));
    task.given(begin(1, 1, N1, 1), finish(1, 1, ended(0), 200));
    assertThat(task.owes())
        .containsExactly(
            new Duty.Place(BACKUP, new Ticket(2, 0, 1), BACKUP.workload(0), second(200)),
            new Duty.Remind(BACKUP, second(300)));
  }

  @Test
  void asManyRunsMayWaitAsHaveRoomAndAsManyAreRemembered() {
    var task = task();
    for (int i = 1; i <= Task.OPEN_MAX; i++) {
      task.given(request(retried(), "k" + i, 0));
    }
    assertThat(task.when(request(retried(), "x", 0))).isEqualTo(reject(Refusal.TOO_MANY_RUNS));
    for (int i = 1; i <= Task.OPEN_MAX; i++) {
      task.given(begin(i, 1, N1, i), finish(i, 1, ended(0), i));
    }
    assertThat(task.state().past())
        .extracting(Run::number)
        .containsExactly(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L);
  }

  @Test
  void aRunBesideEveryReplicaIsOverWhenTheLastLegIs() {
    var task = task().given(request(everySlot(), "k", 0));
    assertThat(task.owes()).filteredOn(Duty.Place.class::isInstance).hasSize(3);
    for (int slot = 0; slot < 3; slot++) {
      Ticket ticket = new Ticket(1, slot, 1);
      assertThat(task.state().open()).hasSize(1);
      task.given(new Begin(ticket, N1, second(1)));
      task.given(new Finish(ticket, ended(slot == 1 ? 9 : 0), second(2)));
    }
    assertThat(task.state().past().getFirst().result()).contains(Result.FAILED);
  }

  @Test
  void onlySlotsThatAreThereAreRunBeside() {
    Definition three = retried();
    Request fourth = new Request(three, Optional.of(3), Args.NONE, "ann", "", second(0));
    assertThat(task().when(fourth)).isEqualTo(reject(Refusal.NO_SUCH_SLOT));
    Definition none = new Definition(three.action(), 0, 1);
    assertThat(task().when(request(none, "", 0))).isEqualTo(reject(Refusal.NO_SUCH_SLOT));
    Definition many = new Definition(everySlot().action(), 1000, 1);
    assertThat(task().when(request(many, "", 0))).isEqualTo(reject(Refusal.TOO_MANY_SLOTS));
  }

  @Test
  void aCancelledRunIsEndedWhereItRunsAndNotTriedAgain() {
    var task = task().given(request(retried(10, 10), "k", 0), begin(1, 1, N1, 1));
    assertThat(task.when(new Cancel(1, "bob", second(2))))
        .isEqualTo(accept(new Event.Cancelled(1, "bob", second(2))));
    assertThat(errands(task)).hasSize(1).first().extracting(Errand::ending).isEqualTo(true);
    assertThat(task.when(new Cancel(1, "bob", second(3)))).isEqualTo(unchanged());
    task.given(finish(1, 1, ended(143), 4));
    assertThat(task.state().past().getFirst().result()).contains(Result.CANCELLED);
    assertThat(task.when(new Cancel(1, "bob", second(5)))).isEqualTo(reject(Refusal.RUN_IS_OVER));
    assertThat(task.when(new Cancel(2, "bob", second(5)))).isEqualTo(reject(Refusal.NO_SUCH_RUN));
  }

  @Test
  void whatHasNotBegunIsCancelledAtOnce() {
    var task = task().given(request(retried(), "a", 0), request(retried(), "b", 0));
    task.given(new Cancel(2, "bob", second(1)), new Cancel(1, "bob", second(1)));
    assertThat(task.owes()).isEmpty();
    assertThat(task.state().past())
        .extracting(Run::result)
        .containsOnly(Optional.of(Result.CANCELLED));
  }

  @Test
  void whatIsKeptOfOutputsIsBoundedHoweverManyWriteThem() {
    var task = task().given(request(everySlot(), "k", 0));
    assertThat(new Finding(Result.FAILED, Optional.empty(), "", "x".repeat(99_999)).output())
        .hasSize(Finding.OUTPUT_MAX);
    Definition many = new Definition(everySlot().action(), Task.LEGS_MAX, 1);
    var crowd = task().given(request(many, "k", 0));
    assertThat(crowd.state().open().getFirst().outputMax() * Task.LEGS_MAX).isEqualTo(65_536);
    assertThat(task.state().open().getFirst().outputMax()).isEqualTo(Finding.OUTPUT_MAX);
  }

  // ---- Time ----

  @Test
  void whoFindsItsWorkloadNowhereHasFailedAndTriesAgain() {
    var task = task().given(request(retried(5), "k", 0), tick(retried(), 99));
    assertThat(leg(task.state().open().getFirst()).attempts()).isEmpty();
    task.given(tick(retried(), 100));
    assertThat(task.owes())
        .contains(new Duty.Place(BACKUP, new Ticket(1, 0, 2), BACKUP.workload(0), second(105)));
    task.given(tick(retried(), 205));
    assertThat(task.state().past().getFirst().result()).contains(Result.UNPLACED);
  }

  @Test
  void aScheduleBeginsAtRandomWithinItsFirstPeriodAndThenKeepsItsBeat() {
    var task = task().given(keep(every(60), 1000));
    Instant first = task.state().schedule().orElseThrow().next();
    assertThat(first).isBetween(second(1000), second(1060));
    assertThat(task.when(keep(every(60), 1001))).isEqualTo(unchanged());
    assertThat(task.owes()).containsExactly(new Duty.Remind(BACKUP, first));
    task.given(new Tick(Optional.of(every(60)), first));
    assertThat(task.state().open()).extracting(Run::by).containsExactly(Task.SCHEDULE);
    assertThat(task.state().schedule().orElseThrow().next()).isEqualTo(first.plusSeconds(60));
    task.given(begin(1, 1, N1, 1100), finish(1, 1, ended(0), 1101));
    task.given(new Tick(Optional.of(every(60)), first.plusSeconds(60 * 50 + 1)));
    assertThat(task.state().last()).as("what was missed is left out").isEqualTo(2);
    assertThat(task.state().schedule().orElseThrow().next()).isEqualTo(first.plusSeconds(60 * 51));
  }

  @Test
  void whatIsNoLongerInTheBlueprintIsNotRunAgain() {
    var task = task().given(keep(every(60), 0), new Tick(Optional.empty(), second(60)));
    assertThat(task.state().last()).isZero();
    assertThat(task.owes()).isEmpty();
    var quiet = task().given(keep(every(60), 0), tick(retried(), 60));
    assertThat(quiet.owes()).isEmpty();
  }

  @Test
  void anotherPaceTakesEffectAtOnce() {
    var task = task().given(keep(every(100_000), 0), keep(every(10), 5));
    assertThat(task.state().schedule().orElseThrow().next()).isBetween(second(5), second(15));
  }

  // ---- What ZeroRobot and AYS got wrong (docs/reference of the seeds, 2.2 and 2.3) ----

  /** ZeroRobot 1: a restart lost every queued task; here they are state, and owed again. */
  @Test
  void queuedRunsAreOwedAgainAfterARestart() {
    var task = task().given(request(retried(), "a", 0), request(retried(), "b", 0));
    Task recovered = new Task(BACKUP);
    assertThat(recovered.owes(task.state())).isEqualTo(task.owes()).isNotEmpty();
    assertThat(task.state().open()).extracting(Run::number).containsExactly(1L, 2L);
  }

  /** ZeroRobot 2: the recurring loop waited for its task without a deadline, for ever. */
  @Test
  void anAttemptThatNobodyEndsDoesNotStopTheSchedule() {
    var task = task().given(keep(every(1000), 0));
    task.given(tick(every(1000), 1000), begin(1, 1, N1, 1000));
    assertThat(task.owes()).contains(new Duty.Remind(BACKUP, second(1160)));
    task.given(tick(every(1000), 1160));
    assertThat(task.state().past().getFirst().result()).contains(Result.TIMED_OUT);
    task.given(tick(every(1000), 2000));
    assertThat(task.state().last()).isEqualTo(2);
  }

  /** ZeroRobot 2 and AYS: a run that still goes is told, not waited for and not doubled. */
  @Test
  void whatIsDueWhileTheLastRunGoesIsSkippedAndTold() {
    var task = task().given(keep(every(10), 0), tick(every(10), 10), begin(1, 1, N1, 10));
    assertThat(task.when(tick(every(10), 20)))
        .isEqualTo(accept(skipped(task, "run 1 still goes", 20)));
    assertThat(task.state().last()).isEqualTo(1);
  }

  private static List<Event> skipped(
      Trial<Command, Event, Task.State, Duty> task, String why, long at) {
    Instant next = task.state().schedule().orElseThrow().next();
    return List.of(
        new Event.Skipped(next.minusSeconds(10), why, second(at)),
        new Event.Scheduled(task.state().schedule().orElseThrow(), second(at)));
  }

  /** ZeroRobot 4: A waited for B and B for A; a task waits for nobody beyond its own timeout. */
  @Test
  void everyOpenRunHasADeadlineOfItsOwn() {
    var task = task().given(request(retried(10), "k", 0));
    assertThat(deadline(task)).isEqualTo(second(100));
    task.given(begin(1, 1, N1, 50));
    assertThat(deadline(task)).isEqualTo(second(50 + 100 + 60));
    task.given(finish(1, 1, ended(1), 60));
    assertThat(deadline(task)).isEqualTo(second(70 + 100));
  }

  /** AYS: one failed heal, and no run was asked for ever again. */
  @Test
  void aFailedRunKeepsNothingFromBeingRunAgain() {
    var task = task().given(keep(every(10), 0), tick(every(10), 10), begin(1, 1, N1, 10));
    task.given(finish(1, 1, ended(1), 11), tick(every(10), 20));
    assertThat(task.state().open()).extracting(Run::number).containsExactly(2L);
    task.given(request(retried(), "k", 21));
    assertThat(task.state().last()).isEqualTo(3);
  }

  /** AYS: one run at a time of a whole repository. */
  @Test
  void aLongRunOfOneActionHoldsUpNoOther() {
    var longer = task().given(request(retried(), "k", 10), begin(1, 1, N1, 11));
    TaskId check = new TaskId(BACKUP.robot(), BACKUP.service(), "check");
    var other = new Trial<>(new Task(check));
    other.given(request(retried(), "k", 12), begin(1, 1, N1, 13));
    assertThat(errands(longer)).hasSize(1);
    assertThat(errands(other))
        .singleElement()
        .satisfies(errand -> assertThat(errand.task()).isEqualTo(check));
  }

  private static Leg leg(Run run) {
    return run.legs().sequencedValues().getFirst();
  }

  private static Instant deadline(Trial<Command, Event, Task.State, Duty> task) {
    return task.owes().stream()
        .filter(Duty.Remind.class::isInstance)
        .map(duty -> ((Duty.Remind) duty).at())
        .findFirst()
        .orElseThrow();
  }

  private static List<Errand> errands(Trial<Command, Event, Task.State, Duty> task) {
    return task.owes().stream()
        .filter(Duty.Perform.class::isInstance)
        .map(duty -> ((Duty.Perform) duty).errand())
        .toList();
  }
}
