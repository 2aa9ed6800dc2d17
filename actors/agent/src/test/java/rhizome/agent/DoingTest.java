package rhizome.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.agent.handle.ErrandBook.Entry;
import rhizome.grid.healing.Exit;
import rhizome.grid.task.Errand;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Ticket;
import rhizome.kernel.TaskId;

/** What is said of an errand whose process is gone, and to whom. */
class DoingTest {

  private static final Finding OVER = Finding.of(Result.SUCCEEDED, "");

  private final Doing doing =
      new Doing(
          new Entry(
              TaskId.parse("shop/db/save"),
              new Ticket(1, 0, 1),
              1,
              Instant.EPOCH,
              Duration.ofSeconds(1),
              100,
              true,
              Optional.empty(),
              Optional.empty()));

  private void ends(Exit exit, Result result, Optional<Integer> code, String detail) {
    assertThat(doing.finding(exit, "out")).isEqualTo(new Finding(result, code, detail, "out"));
  }

  @Test
  void onlyACodeOfZeroIsSuccess() {
    ends(new Exit.Code(0), Result.SUCCEEDED, Optional.of(0), "exit code 0");
    ends(new Exit.Code(1), Result.FAILED, Optional.of(1), "exit code 1");
    ends(new Exit.Code(255), Result.FAILED, Optional.of(255), "exit code 255");
  }

  @Test
  void whatEndedOtherwiseHasNoCode() {
    Optional<Integer> none = Optional.empty();
    ends(new Exit.Signal(9), Result.FAILED, none, "signal 9 (SIGKILL)");
    ends(new Exit.NeverStarted("no"), Result.FAILED, none, "could not start: no");
    ends(new Exit.Unhealthy("no"), Result.FAILED, none, "unhealthy: no");
    ends(new Exit.Fenced(), Result.FAILED, none, new Exit.Fenced().describe());
  }

  /** It may have done its work, so it has not failed. */
  @Test
  void whatEndedUnseenIsLost() {
    ends(new Exit.Unseen(), Result.LOST, Optional.empty(), "nobody saw how it ended");
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMED_OUT", "CANCELLED", "LOST"})
  void whyItWasEndedCountsForMoreThanHow(Result why) {
    doing.why = Optional.of(Finding.of(why, "because"));
    ends(new Exit.Signal(15), why, Optional.empty(), "because");
    ends(new Exit.Code(0), why, Optional.of(0), "because");
    ends(new Exit.Unseen(), why, Optional.empty(), "because");
  }

  @Test
  void onlyTheLastFewWhoAskedAreTold() {
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      int asked = i;
      doing.await(_ -> told.add(asked));
    }
    doing.tell(OVER);
    assertThat(told).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void whoWasToldIsNotToldAgain() {
    List<Errand.Answer> told = new ArrayList<>();
    doing.await(told::add);
    doing.tell(OVER);
    doing.tell(Finding.of(Result.LOST, "later"));
    assertThat(told).containsExactly(new Errand.Answer.Finished(OVER));
  }

  @Test
  void withoutAProcessNothingIsDoneToOne() {
    List<Object> done = new ArrayList<>();
    doing.withLeader(done::add);
    doing.callOff();
    assertThat(done).isEmpty();
  }
}
