package rhizome.grid.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CauseTest {

  @Test
  void aChainIsToldFromTheLatestToTheRoot() {
    Cause cause = Cause.of("the lease ran out", second(1)).leadingTo("it moves", second(2));
    assertThat(cause.chain()).extracting("what").containsExactly("it moves", "the lease ran out");
    assertThat(cause.at()).isEqualTo(second(2));
    assertThat(cause.because()).contains(Cause.of("the lease ran out", second(1)));
  }

  @Test
  void aChainIsCutAtItsOldestEnd() {
    Cause cause = Cause.of("0", second(0));
    for (int i = 1; i < 10; i++) {
      cause = cause.leadingTo("" + i, second(i));
    }
    assertThat(cause.chain()).hasSize(Cause.DEPTH_MAX);
    assertThat(cause.chain()).extracting("what").containsExactly("9", "8", "7", "6", "5", "4");
    assertThat(cause.chain()).extracting("at").startsWith(second(9), second(8));
    assertThat(cause.chain().getLast().because()).isEqualTo(Optional.empty());
  }

  @Test
  void inShortItSaysWhatWasDoneAndWhatBeganIt() {
    Cause cause = Cause.of("its program ended", second(0));
    assertThat(cause.brief()).isEqualTo("its program ended");
    cause = cause.leadingTo("the budget is spent", second(1)).leadingTo("it is parked", second(2));
    assertThat(cause.brief()).isEqualTo("it is parked: its program ended");
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
