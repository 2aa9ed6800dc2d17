package rhizome.agent.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TermTest {

  private final Term term = Term.inherited(at(0));

  @Test
  void itRunsAsLongAsItWasRenewedAndNoLonger() {
    assertThat(term.renew("a", at(100), at(10))).isTrue();
    assertThat(term.allows(at(99))).isTrue();
    assertThat(term.allows(at(100))).isFalse();
    assertThat(term.left(at(40))).contains(at(60));
  }

  @Test
  void whatRanOutUnderABootOnlyAnotherBeginsAnew() {
    term.renew("a", at(100), at(10));
    assertThat(term.renew("a", at(200), at(100))).isFalse();
    assertThat(term.allows(at(100))).isFalse();
    assertThat(term.renew("b", at(200), at(100))).isTrue();
    assertThat(term.allows(at(150))).isTrue();
  }

  @Test
  void oneAloneFindsItOverAndHasToActOnIt() {
    term.renew("a", at(100), at(10));
    assertThat(term.lapse(at(99))).isFalse();
    assertThat(term.lapse(at(100))).isTrue();
    assertThat(term.lapse(at(101))).isFalse();
    assertThat(term.renew("a", at(300), at(50))).as("acted on, whatever the time").isFalse();
    term.renew("b", at(300), at(200));
    assertThat(term.lapse(at(299))).isFalse();
    assertThat(term.lapse(at(300))).isTrue();
  }

  @Test
  void aRenewalThatComesLateShortensNothing() {
    term.renew("a", at(100), at(10));
    term.renew("a", at(80), at(20));
    assertThat(term.allows(at(99))).isTrue();
  }

  @Test
  void whatAnEarlierAgentLeftRunsOnUntilItsEndAndMayBeTakenOver() {
    Term left = Term.inherited(at(50));
    assertThat(left.allows(at(49))).isTrue();
    assertThat(left.renew("a", at(100), at(40))).isTrue();
    assertThat(left.allows(at(60))).isTrue();
    assertThat(Term.inherited(at(50)).lapse(at(50))).isTrue();
  }

  @Test
  void whatThisProcessHoldsNeedsNoRenewalUntilTheFirst() {
    Term held = Term.held();
    assertThat(held.allows(at(1_000_000))).isTrue();
    assertThat(held.left(at(1_000_000))).isEmpty();
    assertThat(held.lapse(at(1_000_000))).isFalse();
    held.renew("a", at(1_000_100), at(1_000_000));
    assertThat(held.allows(at(1_000_100))).isFalse();
  }

  private static Duration at(long millis) {
    return Duration.ofMillis(millis);
  }
}
