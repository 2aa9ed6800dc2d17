package rhizome.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Action;
import rhizome.gateway.view.RunView.AttemptView;
import rhizome.gateway.view.RunView.LegView;
import rhizome.grid.node.Lease;
import rhizome.grid.task.Args;
import rhizome.grid.task.Leg;
import rhizome.grid.task.Leg.Attempt;
import rhizome.grid.task.Leg.Phase;
import rhizome.grid.task.Result;
import rhizome.grid.task.Run;
import rhizome.grid.task.Task;
import rhizome.house.Property;
import rhizome.kernel.NodeId;
import rhizome.kernel.TaskId;

class RunViewTest {

  private static final TaskId BACKUP = TaskId.parse("shop/db/backup");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Lease ON_N1 = new Lease(new NodeId("n1"), 4);
  private static final Leg WAITS = new Leg(List.of(), new Phase.Waiting(NOON), "");
  private static final Leg RUNS = new Leg(List.of(), new Phase.Running(ON_N1, NOON, false), "");

  private static Leg over(Result result) {
    return new Leg(List.of(), new Phase.Over(result, NOON), "");
  }

  private static Action action(Optional<Duration> every) {
    List<String> command = List.of("save", "all");
    return new Action("backup", command, Duration.ofMinutes(1), List.of(), true, every, List.of());
  }

  private static Run run(long number, Args args, Optional<String> cancelledBy, Leg... legs) {
    TreeMap<Integer, Leg> bySlot = new TreeMap<>();
    for (int slot = 0; slot < legs.length; slot++) {
      bySlot.put(slot, legs[slot]);
    }
    Action action = action(Optional.empty());
    return new Run(number, 5, action, args, "ann", "key", NOON, bySlot, cancelledBy);
  }

  private static RunView view(Leg... legs) {
    return RunView.of(BACKUP, run(3, Args.NONE, Optional.empty(), legs));
  }

  @Test
  void aRunSaysWhoseItIsAndWhoAskedForIt() {
    RunView view = view(WAITS);
    assertThat(view.id()).isEqualTo("shop/db/backup/3");
    assertThat(view.robot()).isEqualTo("shop");
    assertThat(view.service()).isEqualTo("db");
    assertThat(view.action()).isEqualTo("backup");
    assertThat(view.run()).isEqualTo(3);
    assertThat(view.by()).isEqualTo("ann");
    assertThat(view.at()).isEqualTo(NOON);
    assertThat(view.generation()).isEqualTo(5);
    assertThat(view.cancelledBy()).isEmpty();
  }

  @Test
  void aRunWaitsUntilOneOfItsLegsRunsAndGoesOnUntilAllAreOver() {
    assertThat(view(WAITS, WAITS).state()).isEqualTo("waiting");
    assertThat(view(WAITS, RUNS).state()).isEqualTo("running");
    assertThat(view(over(Result.SUCCEEDED), RUNS).state()).isEqualTo("running");
    assertThat(view(over(Result.FAILED), WAITS).state()).isEqualTo("waiting");
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, succeeded",
    "FAILED, failed",
    "TIMED_OUT, timed-out",
    "LOST, lost",
    "UNPLACED, unplaced",
    "CANCELLED, cancelled"
  })
  void aRunThatIsOverSaysHowTheFirstLegEndedThatDidNotSucceed(Result result, String word) {
    RunView view = view(over(Result.SUCCEEDED), over(result), over(Result.SUCCEEDED));
    assertThat(view.state()).isEqualTo(word);
    assertThat(view.legs())
        .extracting(LegView::state)
        .containsExactly("succeeded", word, "succeeded");
  }

  @Test
  void whatSoundsLikeASecretIsHiddenAndTheRestIsShown() {
    TreeMap<String, String> given = new TreeMap<>();
    given.put("to", "disk2");
    given.put("db_password", "hush");
    given.put("api_token", "hush");
    given.put("api_key", "hush");
    given.put("monkey", "shown");
    RunView view = RunView.of(BACKUP, run(1, new Args(given), Optional.empty(), WAITS));

    assertThat(view.args())
        .isEqualTo(
            Map.of(
                "to", "disk2",
                "db_password", "(hidden)",
                "api_token", "(hidden)",
                "api_key", "(hidden)",
                "monkey", "shown"));
  }

  @Test
  void aLegIsNamedByItsWorkload() {
    assertThat(view(WAITS, WAITS).legs())
        .extracting(LegView::workload)
        .containsExactly("shop/db#0", "shop/db#1");
  }

  @Test
  void aLegThatWaitsHasNoNodeYet() {
    assertThat(view(WAITS).legs())
        .containsExactly(
            new LegView("shop/db#0", "waiting", NOON, Optional.empty(), List.of(), ""));
  }

  @Test
  void aLegThatRunsSaysWhereAndWhetherItShallEnd() {
    Leg ending = new Leg(List.of(), new Phase.Running(ON_N1, NOON, true), "so far");
    Optional<String> n1 = Optional.of("n1");
    assertThat(view(RUNS, ending).legs())
        .containsExactly(
            new LegView("shop/db#0", "running", NOON, n1, List.of(), ""),
            new LegView("shop/db#1", "ending", NOON, n1, List.of(), "so far"));
    assertThat(view(ending).state()).as("it is there until it has ended").isEqualTo("running");
  }

  @Test
  void attemptsAreCountedFromOneAndSayHowEachEnded() {
    Instant second = NOON.plusSeconds(2);
    Attempt failed =
        new Attempt(Optional.of(ON_N1), NOON, second, Result.FAILED, Optional.of(3), "exit code 3");
    Attempt nowhere =
        new Attempt(Optional.empty(), second, second, Result.UNPLACED, Optional.empty(), "no node");
    Leg leg = new Leg(List.of(failed, nowhere), new Phase.Over(Result.UNPLACED, second), "bye\n");

    LegView view = view(leg).legs().getFirst();
    assertThat(view.until()).isEqualTo(second);
    assertThat(view.node()).as("nobody carries it out any more").isEmpty();
    assertThat(view.output()).isEqualTo("bye\n");
    assertThat(view.attempts())
        .containsExactly(
            new AttemptView(
                1, Optional.of("n1"), NOON, second, "failed", Optional.of(3), "exit code 3"),
            new AttemptView(
                2, Optional.empty(), second, second, "unplaced", Optional.empty(), "no node"));
  }

  @Test
  void whoWantedItToEndIsTold() {
    Run run = run(1, Args.NONE, Optional.of("bob"), over(Result.CANCELLED));
    assertThat(RunView.of(BACKUP, run).cancelledBy()).contains("bob");
  }

  @Test
  void theStateOfARunIsThatOfANaiveCount() {
    Property.forAll(
        random -> {
          Leg[] legs = new Leg[1 + random.nextInt(5)];
          int running = 0;
          int waiting = 0;
          List<Result> bad = new ArrayList<>();
          for (int i = 0; i < legs.length; i++) {
            switch (random.nextInt(3)) {
              case 0 -> {
                legs[i] = WAITS;
                waiting++;
              }
              case 1 -> {
                legs[i] = RUNS;
                running++;
              }
              default -> {
                Result result =
                    List.of(Result.values()).get(random.nextInt(Result.values().length));
                legs[i] = over(result);
                if (result != Result.SUCCEEDED) {
                  bad.add(result);
                }
              }
            }
          }
          String over = bad.isEmpty() ? "succeeded" : RunView.word(bad.getFirst());
          String expected = running > 0 ? "running" : waiting > 0 ? "waiting" : over;
          assertThat(view(legs).state()).isEqualTo(expected);
        });
  }

  @Test
  void anActionShowsItsRunsTheNewestFirst() {
    Run first = run(1, Args.NONE, Optional.empty(), over(Result.SUCCEEDED));
    Run second = run(2, Args.NONE, Optional.empty(), RUNS);
    Run third = run(3, Args.NONE, Optional.empty(), WAITS);
    Task.State state = new Task.State(3, Optional.empty(), List.of(second, third), List.of(first));

    ActionView view = ActionView.of(BACKUP, action(Optional.empty()), state);
    assertThat(view.runs()).extracting(RunView::run).containsExactly(3L, 2L, 1L);
    assertThat(view.service()).isEqualTo("db");
    assertThat(view.action()).isEqualTo("backup");
    assertThat(view.command()).containsExactly("save", "all");
  }

  @Test
  void anActionThatRecursSaysHowOftenAsABlueprintWouldAndWhenNext() {
    Task.Schedule schedule = new Task.Schedule(Duration.ofMinutes(90), NOON);
    Task.State state = new Task.State(0, Optional.of(schedule), List.of(), List.of());

    ActionView view = ActionView.of(BACKUP, action(Optional.of(Duration.ofMinutes(90))), state);
    assertThat(view.every()).contains("1h30m");
    assertThat(view.next()).contains(NOON);
    assertThat(view.runs()).isEmpty();
  }

  @Test
  void anActionThatDoesNotRecurIsNeverDue() {
    Task.State state = new Task.State(0, Optional.empty(), List.of(), List.of());
    ActionView view = ActionView.of(BACKUP, action(Optional.empty()), state);
    assertThat(view.every()).isEmpty();
    assertThat(view.next()).isEmpty();
  }
}
