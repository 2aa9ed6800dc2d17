package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.grid.task.Backups.N1;
import static rhizome.grid.task.Backups.N2;
import static rhizome.grid.task.Backups.ended;
import static rhizome.grid.task.Backups.every;
import static rhizome.grid.task.Backups.everySlot;
import static rhizome.grid.task.Backups.keep;
import static rhizome.grid.task.Backups.prompt;
import static rhizome.grid.task.Backups.request;
import static rhizome.grid.task.Backups.retried;
import static rhizome.grid.task.Backups.second;
import static rhizome.grid.task.Backups.task;
import static rhizome.grid.task.Backups.tick;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Action.Moment;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Task.Command;
import rhizome.grid.task.Task.Command.*;
import rhizome.grid.task.Task.Duty;
import rhizome.grid.task.Task.Event;
import rhizome.grid.task.Task.State;
import rhizome.grid.world.Trial;
import rhizome.house.Property;
import rhizome.kernel.Decision;
import rhizome.kernel.Seed;

/** Whatever is said to a task in whatever order. */
class TaskLawsTest {

  private static final List<Definition> DEFINITIONS =
      List.of(retried(), retried(5, 5), everySlot(), every(40));

  @Test
  void noTicketIsGivenToTwoLeasesAndRunsAreNumberedWithoutAGap() {
    Property.forAll(
        50,
        random -> {
          var task = task();
          Map<Ticket, Lease> given = new TreeMap<>();
          List<Long> asked = new ArrayList<>();
          for (int i = 0; i < 150; i++) {
            Command command = any(random, task, i * 7L);
            if (task.when(command) instanceof Decision.Accepted<Event>(var events)) {
              for (Event event : events) {
                note(event, given, asked);
              }
            }
            bounded(task.state());
          }
          for (int i = 0; i < asked.size(); i++) {
            assertThat(asked.get(i)).isEqualTo(i + 1L);
          }
          assertThat(task.state().last()).isEqualTo(asked.size());
        });
  }

  private static void note(Event event, Map<Ticket, Lease> given, List<Long> asked) {
    switch (event) {
      case Event.Started(var ticket, var lease, _) ->
          assertThat(given.put(ticket, lease)).as("%s begins once", ticket).isNull();
      case Event.Requested requested -> asked.add(requested.run());
      case Event.Prompted prompted -> asked.add(prompted.run());
      case Event.Ended _, Event.Cancelled _, Event.Skipped _ -> {}
      case Event.Scheduled _, Event.Unscheduled _ -> {}
    }
  }

  private static void bounded(State state) {
    assertThat(state.open().size()).isLessThanOrEqualTo(Task.OPEN_MAX);
    assertThat(state.past().size()).isLessThanOrEqualTo(Task.PAST_MAX);
    assertThat(state.open()).noneMatch(Run::isOver);
    assertThat(state.past()).allMatch(Run::isOver);
    assertThat(state.open().stream().map(Run::number)).isSorted();
    state.open().stream()
        .skip(1)
        .flatMap(run -> run.legs().values().stream())
        .forEach(leg -> assertThat(leg.attempts()).as("waits for its turn").isEmpty());
    for (Run run : state.runs()) {
      for (Leg leg : run.legs().values()) {
        assertThat(leg.attempts().size()).isLessThanOrEqualTo(1 + run.action().retries().size());
      }
    }
  }

  private static Command any(
      RandomGenerator random, Trial<Command, Event, State, Duty> task, long at) {
    Definition definition = DEFINITIONS.get(random.nextInt(DEFINITIONS.size()));
    long run = task.state().open().stream().findFirst().map(Run::number).orElse(1L);
    Ticket ticket = new Ticket(run, random.nextInt(3), 1 + random.nextInt(3));
    return switch (random.nextInt(10)) {
      case 0 -> request(definition, random.nextBoolean() ? "" : "k" + random.nextInt(30), at);
      case 1 -> keep(definition, at);
      case 2 -> new Tick(Optional.empty(), second(at));
      case 3 -> tick(definition, at);
      case 4, 5 -> new Begin(ticket, random.nextBoolean() ? N1 : N2, second(at));
      case 6, 7 -> new Finish(ticket, ended(random.nextInt(3)), second(at));
      case 8 -> prompt(definition, Moment.READY, random.nextInt(3), 1L + random.nextInt(4), at);
      default -> new Cancel(1 + random.nextInt(20), "bob", second(at));
    };
  }

  /** Told again, late, or after a recovery: what happened under one lease is one run at most. */
  @Test
  void nothingThatHappensHasAnActionRunTwice() {
    Property.forAll(
        50,
        random -> {
          var task = task();
          List<Occasion> seen = new ArrayList<>();
          for (int i = 0; i < 150; i++) {
            if (task.when(any(random, task, i * 7L)) instanceof Decision.Accepted<Event>(var all)) {
              for (Event event : all) {
                if (event instanceof Event.Prompted prompted) {
                  seen.add(prompted.occasion());
                }
              }
            }
          }
          assertThat(seen).doesNotHaveDuplicates();
        });
  }

  /** What others fail to say does not keep a run going: each reminder brings it nearer its end. */
  @Test
  void withNobodyButTimeEveryRunEnds() {
    Property.forAll(
        50,
        random -> {
          var task = task();
          for (int i = 0; i < 60; i++) {
            task.when(any(random, task, i * 7L));
          }
          task.given(new Tick(Optional.empty(), second(10_000)));
          int reminders = 0;
          Optional<Instant> next = reminder(task);
          while (next.isPresent()) {
            task.given(new Tick(Optional.empty(), next.get()));
            assertThat(++reminders).isLessThanOrEqualTo(Task.OPEN_MAX * 3 * 3);
            next = reminder(task);
          }
          assertThat(task.state().open()).isEmpty();
          assertThat(task.owes()).isEmpty();
        });
  }

  private static Optional<Instant> reminder(Trial<Command, Event, State, Duty> task) {
    return task.owes().stream()
        .filter(Duty.Remind.class::isInstance)
        .map(duty -> ((Duty.Remind) duty).at())
        .findFirst();
  }

  /** Heard again after a recovery, what was done already shall change nothing. */
  @Test
  void whatIsSaidTwiceIsWrittenOnce() {
    Property.forAll(
        50,
        random -> {
          var task = task();
          for (int i = 0; i < 60; i++) {
            Command command = any(random, task, i * 7L);
            if (command instanceof Request r && r.key().isEmpty()) {
              continue;
            }
            if (task.when(command) instanceof Decision.Accepted<Event>) {
              State before = task.state();
              task.when(command);
              assertThat(task.state()).as("%s", command).isEqualTo(before);
            }
          }
        });
  }

  /** Against counting: what was missed is left out, and the beat stays what it was. */
  @Test
  void aScheduleKeepsItsBeatHoweverLateItIsLookedAt() {
    Property.forAll(
        50,
        random -> {
          long every = 1L + random.nextInt(50);
          var task = task().given(new Keep(every(every), new Seed(random.nextLong()), second(0)));
          Instant beat = task.state().schedule().orElseThrow().next();
          assertThat(beat).isBetween(second(0), second(every));
          Instant now = second(0);
          for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(random.nextInt(200));
            task.given(new Tick(Optional.of(every(every)), now));
            while (!beat.isAfter(now)) {
              beat = beat.plusSeconds(every);
            }
            assertThat(task.state().schedule().orElseThrow().next()).isEqualTo(beat);
          }
        });
  }

  /** The verdict of an agent in one table, and none of it ever begins the same ticket again. */
  @Test
  void anAgentBeginsOnlyWhatIsNewerThanAllItWroteDown() {
    Property.forAll(
        50,
        random -> {
          Ticket known =
              new Ticket(1 + random.nextInt(3), random.nextInt(2), 1 + random.nextInt(3));
          Ticket told = new Ticket(1 + random.nextInt(3), known.slot(), 1 + random.nextInt(3));
          boolean over = random.nextBoolean();
          boolean held = random.nextBoolean();
          boolean ending = random.nextBoolean();
          Deed deed = new Deed(known, 1, over ? Optional.of(ended(0)) : Optional.empty());
          Errand errand =
              new Errand(
                  Backups.BACKUP,
                  told,
                  1,
                  List.of("save"),
                  new TreeMap<>(),
                  Backups.TIMEOUT,
                  ending,
                  100);
          Deed.Verdict verdict = Deed.judge(Optional.of(deed), errand, held);
          boolean newer = told.compareTo(known) > 0;
          assertThat(verdict instanceof Deed.Verdict.Begin)
              .isEqualTo(newer && held && over && !ending);
          assertThat(verdict instanceof Deed.Verdict.EndFormer).isEqualTo(newer && held && !over);
          assertThat(verdict instanceof Deed.Verdict.Decline)
              .isEqualTo(newer && held && over && ending);
          assertThat(verdict.equals(new Deed.Verdict.Tell(new Errand.Answer.NotHeld())))
              .isEqualTo(newer && !held);
          assertThat(verdict instanceof Deed.Verdict.Await || verdict instanceof Deed.Verdict.End)
              .isEqualTo(told.equals(known) && !over);
        });
  }
}
