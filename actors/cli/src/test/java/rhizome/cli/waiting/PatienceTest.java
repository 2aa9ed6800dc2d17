package rhizome.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.waiting.Patience.Goal.GONE;
import static rhizome.cli.waiting.Patience.Goal.READY;
import static rhizome.cli.waiting.Patience.Verdict.GIVEN_UP;
import static rhizome.cli.waiting.Patience.Verdict.PARKED;
import static rhizome.cli.waiting.Patience.Verdict.REACHED;
import static rhizome.cli.waiting.Patience.Verdict.TIMED_OUT;
import static rhizome.cli.waiting.Patience.Verdict.WAIT;
import static rhizome.cli.waiting.Patience.Verdict.WAITS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  @Test
  void whatWasGivenUpIsNotWaitedForAndWhatCameOfItIsNoSuccess() {
    Patience second = new Patience(READY, Duration.ofSeconds(60), 2);
    Readiness back = givenUp(2);
    assertThat(second.judge(back, Duration.ZERO)).isEqualTo(GIVEN_UP);
    Patience third = new Patience(READY, Duration.ofSeconds(60), 3);
    assertThat(third.judge(back, Duration.ZERO)).as("an earlier one").isEqualTo(REACHED);
    assertThat(ready.judge(back, Duration.ZERO)).isEqualTo(REACHED);
  }

  @Test
  void whatWaitsForAWordIsNotWaitedForUnlessSomethingElseIsOnItsWay() {
    Readiness.Service waits = new Readiness.Service("web", 1, 2, 2, 0, 0, true, "");
    Readiness.Service starts = new Readiness.Service("db", 0, 1, 1, 0);
    assertThat(ready.judge(of(waits), Duration.ZERO)).isEqualTo(WAITS);
    assertThat(ready.judge(of(waits, starts), Duration.ZERO)).isEqualTo(WAIT);
  }

  @Test
  void whatStallsNeedsAHumanThoughNothingIsParked() {
    Readiness stalled = of(new Readiness.Service("web", 0, 1, 1, 0, 0, false, "no progress"));
    assertThat(ready.judge(stalled, Duration.ZERO)).isEqualTo(WAIT);
    assertThat(ready.judge(stalled, Duration.ofSeconds(2))).isEqualTo(PARKED);
    assertThat(stalled.stalls()).containsExactly("web: no progress");
  }

  private static Readiness of(Readiness.Service... services) {
    return new Readiness("shop", true, false, 2, List.of(services));
  }

  private static Readiness givenUp(long generation) {
    Readiness.Reverted reverted = new Readiness.Reverted(generation, 1, "web: no luck");
    return new Readiness("shop", true, true, generation + 1, List.of(), Optional.of(reverted));
  }

  private static Readiness robot(boolean done, int parked) {
    return new Readiness(
        "shop", true, done, 1, List.of(new Readiness.Service("web", done ? 1 : 0, 1, 1, parked)));
  }
}
