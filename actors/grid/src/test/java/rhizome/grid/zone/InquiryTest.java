package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.kernel.NodeId;

class InquiryTest {

  private static final NodeId ONE = new NodeId("n1");
  private static final NodeId TWO = new NodeId("n2");

  private final Inquiry inquiry =
      new Inquiry(Quorum.of(List.of("a", "b", "c")), List.of(ONE, TWO), at(1_000));

  @Test
  void nothingIsConcludedWithoutAMajority() {
    inquiry.answer("a", silences(5_000, 5_000), at(1_000));
    inquiry.answer("a", silences(5_000, 5_000), at(1_000));
    inquiry.answer("x", silences(5_000, 5_000), at(1_000));
    assertThat(inquiry.agreed()).isEmpty();
  }

  @Test
  void whoHeardTheNodeOutvotesNobodyButIsNotOutvotedByOne() {
    inquiry.answer("a", silences(5_000, 5_000), at(1_000));
    inquiry.answer("b", silences(10, 4_000), at(1_000));
    assertThat(inquiry.agreed()).containsEntry(ONE, at(10)).containsEntry(TWO, at(4_000));
    assertThat(inquiry.isComplete()).isFalse();
    inquiry.answer("c", silences(3_000, 4_500), at(1_000));
    assertThat(inquiry.agreed()).containsEntry(ONE, at(3_000)).containsEntry(TWO, at(4_500));
    assertThat(inquiry.isComplete()).isTrue();
  }

  @Test
  void whatTheAskingTookDoesNotCountAsSilence() {
    inquiry.answer("a", silences(5_000, 200), at(1_300));
    inquiry.answer("b", silences(5_000, 200), at(1_300));
    assertThat(inquiry.agreed()).containsExactlyEntriesOf(new TreeMap<>(Map.of(ONE, at(4_700))));
  }

  @Test
  void aNodeThatAMajoritySaysNothingOfIsMissing() {
    inquiry.answer("a", new TreeMap<>(Map.of(ONE, at(9_000))), at(1_000));
    inquiry.answer("b", silences(9_000, 9_000), at(1_000));
    assertThat(inquiry.agreed()).containsOnlyKeys(ONE);
  }

  private static Map<NodeId, Duration> silences(long one, long two) {
    return new TreeMap<>(Map.of(ONE, at(one), TWO, at(two)));
  }

  private static Duration at(long millis) {
    return Duration.ofMillis(millis);
  }
}
