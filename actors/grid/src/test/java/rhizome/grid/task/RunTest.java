package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.model.Action;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.task.Task.Duty;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.Refusal;

/** What becomes of one run, and what each row of the table of a task says at its edge. */
class RunTest {

  private static Run run(Definition definition, List<Leg> legs, Optional<String> cancelledBy) {
    SortedMap<Integer, Leg> bySlot = new TreeMap<>();
    IntStream.range(0, legs.size()).forEach(slot -> bySlot.put(slot, legs.get(slot)));
    return new Run(
        1, 7, definition.action(), Args.NONE, "ann", "k", second(0), bySlot, cancelledBy);
  }

  private static Leg over(Result result) {
    return Leg.due(second(0)).in(new Leg.Phase.Over(result, second(5)));
  }

  @Test
  void aRunIsOverWithItsLastLegAndTheFirstThatFailedTells() {
    Leg waits = Leg.due(second(0));
    Leg well = over(Result.SUCCEEDED);
    Leg lost = over(Result.LOST);
    assertThat(run(everySlot(), List.of(well, waits), Optional.empty()).result()).isEmpty();
    assertThat(run(everySlot(), List.of(lost, waits), Optional.empty()).isOver()).isFalse();
    assertThat(run(everySlot(), List.of(well, well), Optional.empty()).result())
        .contains(Result.SUCCEEDED);
    assertThat(
            run(everySlot(), List.of(well, lost, over(Result.FAILED)), Optional.empty()).result())
        .contains(Result.LOST);
  }

  @ParameterizedTest
  @CsvSource({"1, 8192", "8, 8192", "9, 7281", "16, 4096", "255, 257", "256, 256"})
  void legsShareTheRoomForTheirOutput(int legs, int room) {
    List<Leg> all = IntStream.range(0, legs).mapToObj(_ -> Leg.due(second(0))).toList();
    assertThat(run(everySlot(), all, Optional.empty()).outputMax()).isEqualTo(room);
  }

  @Test
  void thereAreAsManyRetriesAsPauses() {
    Run run = run(retried(10, 30), List.of(Leg.due(second(0))), Optional.empty());
    assertThat(run.retryAfter(1)).contains(Duration.ofSeconds(10));
    assertThat(run.retryAfter(2)).contains(Duration.ofSeconds(30));
    assertThat(run.retryAfter(3)).isEmpty();
    assertThat(run(retried(10), List.of(), Optional.of("bob")).retryAfter(1)).isEmpty();
    assertThat(run(retried(), List.of(), Optional.empty()).retryAfter(1)).isEmpty();
  }

  @Test
  void theErrandSaysAllThatItsAgentNeeds() {
    Args args = new Args(new TreeMap<>(Map.of("dump-file", "x")));
    Request request = new Request(retried(), Optional.of(2), args, "ann", "k", second(0));
    Ticket ticket = new Ticket(1, 2, 1);
    var task = task().given(request, new Begin(ticket, N2, second(1)));
    Errand errand =
        new Errand(
            BACKUP,
            ticket,
            N2.epoch(),
            List.of("save"),
            new TreeMap<>(Map.of("RHIZOME_ARG_DUMP_FILE", "x")),
            Backups.TIMEOUT,
            false,
            Finding.OUTPUT_MAX);
    assertThat(task.owes()).contains(new Duty.Perform(errand, N2));
    assertThat(errand.workload()).hasToString("shop/db#2");
    assertThat(errand.label()).isEqualTo("shop/db/backup 1.2.1");
  }

  @Test
  void whatIsRunIsTheActionAsItWasWhenItWasAskedFor() {
    var task = task().given(request(retried(5), "k", 0), tick(retried(), 1));
    task.given(begin(1, 1, N1, 2), finish(1, 1, ended(1), 3));
    Run run = task.state().open().getFirst();
    assertThat(run.action()).isEqualTo(retried(5).action());
    assertThat(run.generation()).isEqualTo(7);
    assertThat(run.by()).isEqualTo("ann");
    assertThat(run.at()).isEqualTo(second(0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Result.class,
      names = {"FAILED", "TIMED_OUT", "LOST", "UNPLACED", "CANCELLED"})
  void whateverWentWrongIsTriedAgainAndOnceCancelledIsOnlyThat(Result result) {
    Finding finding = new Finding(result, Optional.of(9), "why", "said");
    Ticket ticket = new Ticket(1, 0, 1);
    var task = task().given(request(retried(10), "k", 0), begin(1, 1, N1, 1));
    assertThat(task.when(finish(1, 1, finding, 5)))
        .isEqualTo(accept(new Event.Ended(ticket, finding, Optional.of(second(15)), second(5))));
    var cancelled = task().given(request(retried(10), "k", 0), begin(1, 1, N1, 1));
    cancelled.given(new Cancel(1, "bob", second(2)));
    assertThat(cancelled.when(finish(1, 1, finding, 5)))
        .isEqualTo(
            accept(
                new Event.Ended(
                    ticket, finding.as(Result.CANCELLED), Optional.empty(), second(5))));
    assertThat(cancelled.state().past().getFirst().cancelledBy()).contains("bob");
  }

  @Test
  void whatHadSucceededBeforeItWasEndedHasSucceeded() {
    var task = task().given(request(retried(10), "k", 0), begin(1, 1, N1, 1));
    task.given(new Cancel(1, "bob", second(2)), finish(1, 1, ended(0), 3));
    assertThat(task.state().past().getFirst().result()).contains(Result.SUCCEEDED);
  }

  @Test
  void onlyWhatRunsCanEnd() {
    var task = task().given(request(retried(), "k", 0));
    for (Finish finish :
        List.of(finish(1, 1, ended(0), 1), finish(1, 2, ended(0), 1), finish(2, 1, ended(0), 1))) {
      assertThat(task.when(finish)).isEqualTo(reject(Refusal.STALE_TICKET));
    }
    Finish elsewhere = new Finish(new Ticket(1, 1, 1), ended(0), second(2));
    task.given(begin(1, 1, N1, 1));
    assertThat(task.when(elsewhere)).isEqualTo(reject(Refusal.STALE_TICKET));
    assertThat(task().when(begin(1, 1, N1, 1))).isEqualTo(reject(Refusal.STALE_TICKET));
  }

  @Test
  void aWishWithoutAKeyIsANewOneEachTime() {
    var task = task().given(request(retried(), "", 0), request(retried(), "", 0));
    assertThat(task.state().open()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "3, 3", "0, 0"})
  void aSlotThatIsNotThereIsRefused(int slot, int replicas) {
    Definition definition = new Definition(retried().action(), replicas, 7);
    Request request = new Request(definition, Optional.of(slot), Args.NONE, "ann", "", second(0));
    assertThat(task().when(request)).isEqualTo(reject(Refusal.NO_SUCH_SLOT));
  }

  @Test
  void theLastSlotAndTheMostLegsAreTaken() {
    Request last = new Request(everySlot(), Optional.of(2), Args.NONE, "ann", "", second(0));
    assertThat(task().given(last).state().open().getFirst().legs()).containsOnlyKeys(2);
    Action action = everySlot().action();
    Definition most = new Definition(action, Task.LEGS_MAX, 7);
    assertThat(task().given(request(most, "", 0)).state().open().getFirst().legs())
        .hasSize(Task.LEGS_MAX);
    Definition more = new Definition(action, Task.LEGS_MAX + 1, 7);
    assertThat(task().when(request(more, "", 0))).isEqualTo(reject(Refusal.TOO_MANY_SLOTS));
  }

  @Test
  void whatIsCancelledWhileItWaitsForItsTurnKeepsTheTurnOfTheOthers() {
    var task = task().given(request(retried(), "a", 0), request(retried(), "b", 0));
    task.given(request(retried(), "c", 0), new Cancel(2, "bob", second(1)));
    assertThat(task.state().open()).extracting(Run::number).containsExactly(1L, 3L);
    assertThat(task.state().runs()).extracting(Run::number).containsExactly(2L, 1L, 3L);
    assertThat(task.state().run(2).orElseThrow().result()).contains(Result.CANCELLED);
    assertThat(task.state().run(4)).isEmpty();
    assertThat(task.owes())
        .contains(new Duty.Place(BACKUP, new Ticket(1, 0, 1), BACKUP.workload(0), second(0)));
  }

  @Test
  void aRunOfWhichALegStillRunsIsNotOverWhenItIsCancelled() {
    var task = task().given(request(everySlot(), "k", 0), begin(1, 1, N1, 1));
    task.given(new Cancel(1, "bob", second(2)));
    Run run = task.state().open().getFirst();
    assertThat(run.legs().values()).extracting(Leg::isOver).containsExactly(false, true, true);
    assertThat(task.owes()).filteredOn(Duty.Place.class::isInstance).isEmpty();
    task.given(tick(everySlot(), 161));
    assertThat(task.state().past().getFirst().result()).contains(Result.CANCELLED);
  }

  // ---- Time ----

  @Test
  void eachLegLosesItsPatienceByItself() {
    var task = task().given(request(everySlot(), "k", 0), begin(1, 1, N1, 90));
    task.given(tick(everySlot(), 100));
    Run run = task.state().open().getFirst();
    assertThat(run.legs().values()).extracting(Leg::isOver).containsExactly(false, true, true);
    assertThat(task.owes()).contains(new Duty.Remind(BACKUP, second(90 + 100 + 60)));
    assertThat(task.when(tick(everySlot(), 249))).isEqualTo(unchanged());
    task.given(tick(everySlot(), 250));
    Run over = task.state().past().getFirst();
    assertThat(over.legs().values())
        .extracting(leg -> leg.attempts().getFirst().detail())
        .containsExactly(
            "its agent does not say how it ended",
            "no node held its workload for PT1M40S",
            "no node held its workload for PT1M40S");
    assertThat(over.legs().values())
        .extracting(leg -> leg.attempts().getFirst().lease())
        .containsExactly(Optional.of(N1), Optional.empty(), Optional.empty());
  }

  @Test
  void aServiceWithoutReplicasIsSkippedAndKeepsItsBeat() {
    Definition none = new Definition(every(10).action(), 0, 7);
    var task = task().given(keep(every(10), 0));
    Task.Schedule before = task.state().schedule().orElseThrow();
    assertThat(task.when(tick(none, 10)).toString())
        .contains("a run goes beside 1 to 256 replicas, and there are 0");
    Task.Schedule after = task.state().schedule().orElseThrow();
    assertThat(after.next()).isEqualTo(before.next().plusSeconds(10));
    assertThat(task.state().last()).isZero();
  }

  @Test
  void moreReplicasThanARunGoesBesideAreSkippedToo() {
    Optional<Duration> turn = Optional.of(Duration.ofSeconds(10));
    Action action =
        new Action("backup", List.of("save"), Backups.TIMEOUT, List.of(), true, turn, List.of());
    var task = task().given(keep(new Definition(action, 3, 7), 0));
    assertThat(task.when(tick(new Definition(action, 257, 7), 10)).toString())
        .contains("a run goes beside 1 to 256 replicas, and there are 257");
    task.given(tick(new Definition(action, 256, 7), 20));
    assertThat(task.state().open().getFirst().legs()).hasSize(256);
  }

  @Test
  void whatDoesNotRecurIsNotKept() {
    assertThat(task().when(keep(retried(), 0))).isEqualTo(unchanged());
    assertThat(task().when(tick(every(10), 1000))).isEqualTo(unchanged());
  }

  @Test
  void theNewestPaceCountsWhenItIsDue() {
    var task = task().given(keep(every(10), 0));
    Task.Schedule before = task.state().schedule().orElseThrow();
    task.given(tick(every(60), 10));
    assertThat(task.state().schedule())
        .contains(new Task.Schedule(Duration.ofSeconds(60), before.next().plusSeconds(60)));
  }

  @Test
  void aJournalThatCannotBeIsNotRead() {
    var task = task().given(request(retried(), "k", 0));
    Event foreign = new Event.Started(new Ticket(1, 2, 1), N1, second(1));
    assertThatThrownBy(() -> new Task(BACKUP).evolve(task.state(), foreign))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("journal is corrupt: 1.2.1 in Run[number=1");
  }
}
