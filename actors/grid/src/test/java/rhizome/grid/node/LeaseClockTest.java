package rhizome.grid.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class LeaseClockTest {

  private static final Duration LEASE = Duration.ofSeconds(3);

  private final LeaseClock clock = new LeaseClock(LEASE, at(0));

  @Test
  void aLeaseRunsFromTheSendingOfTheHeartbeatAndNotFromItsAnswer() {
    clock.sent(1, at(100));
    assertThat(clock.renewed(1, at(2_500))).contains(at(3_100));
    assertThat(clock.isOver(at(3_099))).isFalse();
    assertThat(clock.isOver(at(3_100))).isTrue();
  }

  @Test
  void aBootThatIsNeverAnsweredIsOverAfterALeaseToo() {
    clock.sent(1, at(100));
    assertThat(clock.isAnswered()).isFalse();
    assertThat(clock.isOver(at(2_999))).isFalse();
    assertThat(clock.isOver(at(3_000))).isTrue();
    assertThat(clock.renewed(1, at(3_000))).isEmpty();
    assertThat(clock.isAnswered()).isFalse();
  }

  @Test
  void whatIsOverIsNotRenewedByALateAnswerHoweverYoungItsHeartbeat() {
    clock.sent(1, at(0));
    assertThat(clock.renewed(1, at(50))).contains(at(3_000));
    clock.sent(2, at(2_999));
    assertThat(clock.renewed(2, at(3_000))).isEmpty();
    assertThat(clock.isOver(at(3_000))).isTrue();
  }

  @Test
  void anAnswerThatComesTwiceOrToAnOlderHeartbeatChangesNothing() {
    clock.sent(1, at(0));
    clock.sent(2, at(1_000));
    assertThat(clock.renewed(2, at(1_100))).contains(at(4_000));
    assertThat(clock.renewed(2, at(1_200))).isEmpty();
    assertThat(clock.renewed(1, at(1_300))).isEmpty();
    assertThat(clock.end()).isEqualTo(at(4_000));
  }

  @Test
  void anAnswerToWhatWasNeverSentIsNone() {
    clock.sent(1, at(0));
    assertThat(clock.renewed(7, at(10))).isEmpty();
    assertThat(clock.isAnswered()).isFalse();
  }

  @Test
  void whoBeatsALongTimeUnansweredKeepsOnlyTheNewest() {
    for (int i = 1; i <= LeaseClock.SENT_MAX + 1; i++) {
      clock.sent(i, at(i));
    }
    assertThat(clock.renewed(1, at(100))).isEmpty();
    assertThat(clock.renewed(LeaseClock.SENT_MAX + 1, at(100)))
        .contains(at(LeaseClock.SENT_MAX + 1).plus(LEASE));
  }

  @Test
  void neverIsALeaseLongerThanOneLeaseFromAHeartbeatThatWasAnswered() {
    Property.forAll(
        random -> {
          LeaseClock some = new LeaseClock(LEASE, at(0));
          long now = 0;
          long newest = 0;
          long[] sent = new long[200];
          for (int i = 1; i < sent.length; i++) {
            now += random.nextInt(1_500);
            sent[i] = now;
            some.sent(i, at(now));
            now += random.nextInt(200);
            int answered = Math.max(1, i - random.nextInt(4));
            if (random.nextBoolean() && some.renewed(answered, at(now)).isPresent()) {
              newest = Math.max(newest, sent[answered]);
              assertThat(some.end()).isEqualTo(at(newest).plus(LEASE));
            }
            if (some.isOver(at(now))) {
              assertThat(some.renewed(i, at(now))).isEmpty();
              return;
            }
          }
        });
  }

  private static Duration at(long millis) {
    return Duration.ofMillis(millis);
  }
}
