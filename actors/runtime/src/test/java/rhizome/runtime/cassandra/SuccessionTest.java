package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessionTest {

  @Test
  void withoutAnyStaleWriterEveryRowCounts() {
    assertThat(replay(new Claim(3, 2, 2), "1:a 1", "2:a 1", "3:b 2", "4:b 2"))
        .containsExactly("1:a", "2:a", "3:b", "4:b");
  }

  @Test
  void ofSeveralRowsWithOneNumberThatOfTheNewestWriterCounts() {
    assertThat(replay(new Claim(4, 3, 3), "1:a 1", "2:old 1", "2:new 2", "3:new 2", "3:old 1"))
        .containsExactly("1:a", "2:new", "3:new");
  }

  @Test
  void pastTheBaseOfTheNewestWriterOnlyItsOwnRowsCount() {
    assertThat(replay(new Claim(3, 2, 1), "1:a 1", "2:stale 1", "3:stale 1"))
        .containsExactly("1:a");
    assertThat(replay(new Claim(3, 2, 1), "1:a 1", "2:stale 1", "2:b 2", "3:stale 1"))
        .containsExactly("1:a", "2:b");
  }

  @Test
  void aWriterThatNeverSealedFencesNobodyOut() {
    assertThat(replay(new Claim(7, 1, 0), "1:a 1", "2:a 1")).containsExactly("1:a", "2:a");
  }

  @Test
  void rowsFromBeforeThereWasAFenceCount() {
    assertThat(replay(Claim.NONE, "1:a x", "2:b x")).containsExactly("1:a", "2:b");
    assertThat(replay(new Claim(1, 1, 2), "1:a x", "2:b x", "3:c 1", "3:late x"))
        .containsExactly("1:a", "2:b", "3:c");
  }

  @Test
  void nothingPastTheEndIsLookedAt() {
    Succession<String> succession = new Succession<>("courier|x", new Claim(1, 1, 0), 1);
    assertThat(succession.next(1, "1:w", "a")).isEmpty();
    assertThat(succession.next(2, "1:w", "b")).isEmpty();
    assertThat(succession.last()).contains("a");
    assertThat(succession.discarded()).isZero();
  }

  /** A wrong story told without a word would be worse. */
  @Test
  void rowsThatComeOutOfOrderAreRefusedWithTheRemedy() {
    assertThatThrownBy(() -> replay(new Claim(3, 2, 9), "5:a 1", "6:a 1", "5:b 2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("event 5 of courier|x")
        .hasMessageContaining("docs/operate/cassandra.md");
  }

  @Test
  void aWriterIsReadBackAsItWasWritten() {
    assertThat(Claim.epochOf(new Claim(42, 0, 0).writer("uuid"))).isEqualTo(42);
    assertThat(Claim.epochOf("0f8c-plain-uuid")).isZero();
    assertThat(Claim.epochOf("x:uuid")).isZero();
    assertThat(Claim.epochOf("")).isZero();
  }

  /** Rows as {@code number:value epoch}. */
  private static List<String> replay(Claim claim, String... rows) {
    Succession<String> succession = new Succession<>("courier|x", claim, Long.MAX_VALUE);
    List<String> counted = new ArrayList<>();
    for (String row : rows) {
      String[] words = row.split(" ", -1);
      long number = Long.parseLong(words[0].substring(0, words[0].indexOf(':')));
      succession.next(number, words[1] + ":uuid", words[0]).ifPresent(counted::add);
    }
    succession.last().ifPresent(counted::add);
    return counted;
  }
}
