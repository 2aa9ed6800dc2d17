package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rhizome.ledger.replica.Peer;

class AnsweringTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Peer ONE = new Peer("one");

  private final Answering answering = new Answering(Duration.ofSeconds(1));

  @Test
  void oneThatCameNoFurtherIsAnsweredOnceAnInterval() {
    assertThat(answering.mayAnswer(ONE, 5, NOW)).isTrue();
    assertThat(answering.mayAnswer(ONE, 5, NOW.plusMillis(999))).isFalse();
    assertThat(answering.mayAnswer(ONE, 4, NOW.plusMillis(999))).isFalse();
    assertThat(answering.mayAnswer(ONE, 5, NOW.plusMillis(1_000))).isTrue();
    assertThat(answering.mayAnswer(ONE, 5, NOW.plusMillis(1_001))).isFalse();
  }

  @Test
  void oneThatCameFurtherIsAnsweredAtOnce() {
    for (int height = 0; height < 100; height++) {
      assertThat(answering.mayAnswer(ONE, height, NOW)).isTrue();
    }
  }

  @Test
  void eachHasItsOwnTurn() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(answering.mayAnswer(new Peer("peer" + i), 5, NOW)).isTrue();
    }
    assertThat(answering.mayAnswer(new Peer("peer9999"), 5, NOW)).isFalse();
  }
}
