package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rhizome.kernel.NodeId;

class VigilTest {

  private static final NodeId NODE = new NodeId("n1");
  private static final Duration SLEEP = Duration.ofSeconds(1);
  private static final Duration ACQUAINTANCE = Duration.ofMillis(60);

  private final Vigil vigil = new Vigil(SLEEP, ACQUAINTANCE, at(0));

  @Test
  void silenceIsCountedFromTheNewestSign() {
    assertThat(vigil.hear(sign("a", 1), at(10))).isTrue();
    assertThat(vigil.hear(sign("a", 2), at(20))).isTrue();
    assertThat(vigil.silence(NODE, at(70))).contains(at(50));
  }

  @Test
  void ofAStrangerNothingIsSaidBeforeItHadTimeToCome() {
    assertThat(vigil.silence(NODE, at(59))).isEmpty();
    vigil.hear(sign("a", 1), at(59));
    assertThat(vigil.silence(NODE, at(59))).as("no stranger any more").contains(at(0));
  }

  @Test
  void whoWasNeverHeardIsCountedFromTheBeginningOfTheVigil() {
    assertThat(vigil.silence(NODE, at(70))).contains(at(70));
  }

  @Test
  void whenTheVotersChangeEverybodyCountsAsHeard() {
    vigil.hear(sign("a", 1), at(10));
    vigil.startOver(at(50));
    assertThat(vigil.silence(NODE, at(70))).contains(at(20));
    vigil.hear(sign("a", 2), at(60));
    assertThat(vigil.silence(NODE, at(70))).contains(at(10));
  }

  @Test
  void whoSleptHasHeardNothingAndSaysNothingOfIt() {
    vigil.hear(sign("a", 1), at(100));
    vigil.wake(at(900));
    assertThat(vigil.silence(NODE, at(900))).contains(at(800));
    vigil.wake(at(1_899));
    assertThat(vigil.silence(NODE, at(1_899))).as("awake enough").contains(at(1_799));
    vigil.wake(at(2_899));
    assertThat(vigil.silence(NODE, at(2_899))).as("slept").contains(Duration.ZERO);
  }

  @Test
  void aBootThatAYoungerOneHasTakenThePlaceOfIsHeardNoMore() {
    assertThat(vigil.hear(sign("a", 1), at(10))).isTrue();
    assertThat(vigil.hear(sign("b", 1), at(20))).isTrue();
    assertThat(vigil.hear(sign("a", 2), at(30))).isFalse();
    assertThat(vigil.silence(NODE, at(50))).contains(at(30));
    assertThat(vigil.hear(sign("b", 2), at(50))).isTrue();
  }

  @Test
  void ofFormerBootsOnlyTheLastAreRemembered() {
    for (int boot = 0; boot <= Vigil.FORMER_BOOTS_MAX + 1; boot++) {
      assertThat(vigil.hear(sign("b" + boot, 1), at(boot))).isTrue();
    }
    assertThat(vigil.hear(sign("b1", 1), at(100))).isFalse();
    assertThat(vigil.hear(sign("b0", 1), at(100))).as("forgotten").isTrue();
  }

  @Test
  void whoIsLongGoneIsForgottenWhenItBeginsAnew() {
    vigil.hear(sign("a", 1), at(0));
    vigil.startOver(Vigil.REMEMBERED);
    assertThat(vigil.size()).isEqualTo(1);
    vigil.startOver(Vigil.REMEMBERED.plusMillis(1));
    assertThat(vigil.size()).isZero();
  }

  @Test
  void whoIsLongGoneIsForgottenThoughNothingBeginsAnew() {
    vigil.hear(sign("a", 1), at(0));
    Duration end = Vigil.REMEMBERED.multipliedBy(2);
    for (Duration now = at(0); now.compareTo(end) <= 0; now = now.plus(SLEEP.dividedBy(2))) {
      vigil.wake(now);
      assertThat(vigil.silence(NODE, now)).as("nobody slept").contains(now);
    }
    assertThat(vigil.size()).isZero();
  }

  private static Sign sign(String boot, long number) {
    return new Sign(NODE, boot, number);
  }

  private static Duration at(long millis) {
    return Duration.ofMillis(millis);
  }
}
