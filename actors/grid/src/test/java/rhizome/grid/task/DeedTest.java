package rhizome.grid.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rhizome.grid.task.Backups.BACKUP;
import static rhizome.grid.task.Backups.ended;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.grid.task.Deed.Verdict;
import rhizome.grid.task.Errand.Answer;

class DeedTest {

  private static final Optional<Deed> RUNS = deed(2, Optional.empty());
  private static final Optional<Deed> OVER = deed(2, Optional.of(ended(0)));

  private static Optional<Deed> deed(long run, Optional<Finding> over) {
    return Optional.of(new Deed(new Ticket(run, 0, 1), 1, over));
  }

  private static Errand errand(long run, boolean ending) {
    return new Errand(
        BACKUP,
        new Ticket(run, 0, 1),
        1,
        List.of("save"),
        Collections.emptySortedMap(),
        Duration.ofSeconds(1),
        ending,
        100);
  }

  @Test
  void onlyANewerTicketBeginsAndOnlyWhereTheWorkloadIsHeld() {
    assertThat(Deed.judge(Optional.empty(), errand(1, false), true)).isEqualTo(new Verdict.Begin());
    assertThat(Deed.judge(OVER, errand(3, false), true)).isEqualTo(new Verdict.Begin());
    assertThat(Deed.judge(OVER, errand(3, false), false))
        .isEqualTo(new Verdict.Tell(new Answer.NotHeld()));
  }

  @Test
  void theSameTicketIsAnsweredAndNeverBegunAgain() {
    for (boolean held : List.of(true, false)) {
      assertThat(Deed.judge(RUNS, errand(2, false), held)).isEqualTo(new Verdict.Await());
      assertThat(Deed.judge(RUNS, errand(2, true), held)).isEqualTo(new Verdict.End());
      assertThat(Deed.judge(OVER, errand(2, false), held))
          .isEqualTo(new Verdict.Tell(new Answer.Finished(ended(0))));
    }
  }

  @Test
  void anOlderTicketIsOver() {
    Verdict verdict = Deed.judge(RUNS, errand(1, false), true);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Tell.class,
            tell -> assertThat(tell.answer()).isInstanceOf(Answer.Finished.class));
  }

  @Test
  void twoAttemptsNeverRunBesideEachOther() {
    assertThat(Deed.judge(RUNS, errand(3, false), true)).isEqualTo(new Verdict.EndFormer());
  }

  /** Else the wish to begin, when it comes late, would begin what was cancelled. */
  @Test
  void whatIsCancelledBeforeItBeganIsWrittenDown() {
    assertThat(Deed.judge(OVER, errand(3, true), true)).isInstanceOf(Verdict.Decline.class);
  }

  @Test
  void ticketsAreWrittenAsTheyAreRead() {
    Ticket ticket = new Ticket(12, 3, 4);
    assertThat(Ticket.parse(ticket.toString())).isEqualTo(ticket);
    assertThatThrownBy(() -> Ticket.parse("1.2")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ticket(0, 0, 1)).hasMessageContaining("count from 1");
  }

  @Test
  void argumentsReachTheProgramAsVariablesAndAreBounded() {
    assertThat(new Args(new TreeMap<>(Map.of("dump-file", "x"))).environment())
        .isEqualTo(Map.of("RHIZOME_ARG_DUMP_FILE", "x"));
    assertThatThrownBy(() -> new Args(new TreeMap<>(Map.of("a-b", "1", "A_B", "2"))))
        .hasMessageContaining("the same variable");
    assertThatThrownBy(() -> new Args(new TreeMap<>(Map.of("1x", "1"))))
        .hasMessageContaining("not an argument's name");
    assertThatThrownBy(() -> new Args(new TreeMap<>(Map.of("x", "y".repeat(5000)))))
        .hasMessageContaining("at most 4096");
  }
}
