package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.waiting.Patience.Goal.GONE;
import static rhizome.cli.waiting.Patience.Goal.READY;
import static rhizome.cli.waiting.Patience.Verdict.PARKED;
import static rhizome.cli.waiting.Patience.Verdict.REACHED;
import static rhizome.cli.waiting.Patience.Verdict.TIMED_OUT;
import static rhizome.cli.waiting.Patience.Verdict.WAIT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Readiness STARTING = robot(false, 0);
  private static final Readiness STUCK = robot(false, 1);
  private static final Readiness DONE = robot(true, 0);

  private final Patience ready = new Patience(READY, Duration.ofSeconds(60));
  private final Patience gone = new Patience(GONE, Duration.ofSeconds(60));

  @Test
  void whatIsReadyIsReachedAtOnce() {
    assertThat(ready.judge(DONE, Duration.ZERO)).isEqualTo(REACHED);
  }

  @Test
  void whatIsStartingIsWaitedForUntilTheTimeout() {
    assertThat(ready.judge(STARTING, Duration.ofSeconds(59))).isEqualTo(WAIT);
    assertThat(ready.judge(STARTING, Duration.ofSeconds(60))).isEqualTo(TIMED_OUT);
  }

  @Test
  void readyAtTheLastMomentIsReadyAndNotLate() {
    assertThat(ready.judge(DONE, Duration.ofSeconds(61))).isEqualTo(REACHED);
  }

  @Test
  void parkedForALittleWhileEndsTheWaiting() {
    assertThat(ready.judge(STUCK, Duration.ofSeconds(1))).isEqualTo(WAIT);
    assertThat(ready.judge(STUCK, Duration.ofMillis(2_999))).isEqualTo(WAIT);
    assertThat(ready.judge(STUCK, Duration.ofSeconds(3))).isEqualTo(PARKED);
  }

  @Test
  void parkedFromBeforeTheNewBlueprintIsForgottenOnceItIsTakenUp() {
    assertThat(ready.judge(STUCK, Duration.ofMillis(100))).isEqualTo(WAIT);
    assertThat(ready.judge(STARTING, Duration.ofSeconds(1))).isEqualTo(WAIT);
    assertThat(ready.judge(STUCK, Duration.ofSeconds(5))).isEqualTo(WAIT);
    assertThat(ready.judge(STUCK, Duration.ofSeconds(7))).isEqualTo(PARKED);
  }

  @Test
  void aRobotThatIsGoneIsNotReady() {
    assertThat(ready.judge(Readiness.gone("shop"), Duration.ZERO)).isEqualTo(WAIT);
    assertThat(gone.judge(Readiness.gone("shop"), Duration.ZERO)).isEqualTo(REACHED);
  }

  @Test
  void whatIsDestroyedIsWaitedForEvenWhenParked() {
    assertThat(gone.judge(STUCK, Duration.ofSeconds(1))).isEqualTo(WAIT);
    assertThat(gone.judge(STUCK, Duration.ofSeconds(30))).isEqualTo(WAIT);
    assertThat(gone.judge(STUCK, Duration.ofSeconds(60))).isEqualTo(TIMED_OUT);
  }

  private static Readiness robot(boolean done, int parked) {
    return new Readiness(
        "shop", true, done, 1, List.of(new Readiness.Service("web", done ? 1 : 0, 1, 1, parked)));
  }
}
