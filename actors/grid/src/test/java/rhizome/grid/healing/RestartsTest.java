package rhizome.grid.healing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Restart;
import rhizome.grid.healing.Restarts.Verdict;
import rhizome.grid.healing.Restarts.Verdict.Again;
import rhizome.house.Property;
import rhizome.kernel.Seed;

class RestartsTest {

  private static final Seed SEED = new Seed(42);
  private static final Restart POLICY = policy(5, 60, 1_000, 8_000, 10);

  @Test
  void theFirstRestartIsAtOnce() {
    assertThat(Restarts.NONE.judge(POLICY, Duration.ZERO, second(7), SEED))
        .isInstanceOfSatisfying(
            Again.class,
            again -> {
              assertThat(again.at()).isEqualTo(second(7));
              assertThat(again.after().recent()).containsExactly(second(7));
              assertThat(again.after().streak()).isEqualTo(1);
            });
  }

  @Test
  void eachFurtherOneWaitsTwiceAsLongUpToTheLongestLessJitter() {
    Property.forAll(
        random -> {
          Seed seed = new Seed(random.nextLong());
          Restarts restarts = Restarts.NONE;
          long[] longest = {0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000};
          Restart policy = policy(longest.length, 3_600, 1_000, 8_000, 10);
          for (long millis : longest) {
            Again again = again(restarts.judge(policy, Duration.ZERO, second(0), seed));
            long delay = Duration.between(second(0), again.at()).toMillis();
            assertThat(delay).isBetween((long) (millis * 0.8), millis);
            restarts = again.after();
          }
        });
  }

  @Test
  void differentSeedsSpreadTheRestartsOfMany() {
    Restarts once = new Restarts(List.of(), 1);
    assertThat(
            LongStream.range(0, 100)
                .mapToObj(n -> once.judge(POLICY, Duration.ZERO, second(0), new Seed(n)))
                .distinct()
                .count())
        .isGreaterThan(90);
  }

  @Test
  void theBudgetOfTheWindowIsSpentAndComesBackWithTime() {
    Restarts restarts = Restarts.NONE;
    for (int i = 0; i < POLICY.attempts(); i++) {
      restarts = again(restarts.judge(POLICY, Duration.ZERO, second(i), SEED)).after();
    }
    assertThat(restarts.judge(POLICY, Duration.ZERO, second(30), SEED))
        .isEqualTo(new Verdict.Exhausted());
    assertThat(restarts.judge(POLICY, Duration.ZERO, second(90), SEED)).isInstanceOf(Again.class);
  }

  @Test
  void aHealthySpellForgetsEverything() {
    Restarts spent = spent(POLICY);
    assertThat(spent.judge(POLICY, Duration.ofSeconds(9), second(0), SEED))
        .isEqualTo(new Verdict.Exhausted());
    assertThat(again(spent.judge(POLICY, Duration.ofSeconds(10), second(0), SEED)))
        .isEqualTo(again(Restarts.NONE.judge(POLICY, Duration.ZERO, second(0), SEED)));
  }

  /** Else a program that ends at once would be restarted for ever without a pause. */
  @Test
  void whatNeverWasHealthyIsNotForgivenEvenIfNoTimeIsAskedOfIt() {
    Restart lenient = policy(3, 60, 1_000, 8_000, 0);
    assertThat(spent(lenient).judge(lenient, Duration.ZERO, second(0), SEED))
        .isEqualTo(new Verdict.Exhausted());
  }

  @Test
  void withoutAttemptsTheFirstExitIsTheLast() {
    assertThat(Restarts.NONE.judge(policy(0, 60, 1, 1, 10), Duration.ofDays(1), second(0), SEED))
        .isEqualTo(new Verdict.Exhausted());
  }

  @Test
  void noPolicyMakesMoreRestartsThanItsWindowAllows() {
    Property.forAll(RestartsTest::staysWithinTheWindow);
  }

  private static void staysWithinTheWindow(RandomGenerator random) {
    long max = random.nextLong(20_000);
    Restart policy =
        policy(random.nextInt(8), 1 + random.nextInt(60), random.nextLong(max + 1), max, 5);
    Restarts restarts = Restarts.NONE;
    Instant now = second(0);
    for (int i = 0; i < 50; i++) {
      switch (restarts.judge(policy, Duration.ZERO, now, new Seed(random.nextLong()))) {
        case Again(var at, var after) -> {
          assertThat(at).isAfterOrEqualTo(now);
          assertThat(after.recent()).hasSizeLessThanOrEqualTo(policy.attempts());
          restarts = after;
          now = at.plusMillis(random.nextLong(3_000));
        }
        case Verdict.Exhausted _ -> now = now.plusMillis(random.nextLong(30_000));
      }
    }
  }

  private static Restarts spent(Restart policy) {
    Restarts restarts = Restarts.NONE;
    for (int i = 0; i < policy.attempts(); i++) {
      restarts = again(restarts.judge(policy, Duration.ZERO, second(0), SEED)).after();
    }
    return restarts;
  }

  private static Again again(Verdict verdict) {
    return (Again) verdict;
  }

  private static Restart policy(
      int attempts, long windowSeconds, long backoffMs, long maxMs, long healthySeconds) {
    return new Restart(
        attempts,
        Duration.ofSeconds(windowSeconds),
        Duration.ofMillis(backoffMs),
        Duration.ofMillis(maxMs),
        Duration.ofSeconds(healthySeconds));
  }

  private static Instant second(long n) {
    return Instant.EPOCH.plusSeconds(n);
  }
}
