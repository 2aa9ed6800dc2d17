package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class AwakeTimeTest {

  private static final Duration GAP = Duration.ofMillis(300);

  private final AwakeTime time = new AwakeTime(GAP);

  @Test
  void whoLooksOftenSeesTheTimeItIs() {
    for (int millis = 0; millis <= 3_000; millis += 300) {
      assertThat(time.at(millis(millis))).isEqualTo(millis(millis));
    }
    assertThat(time.slept()).isZero();
  }

  @Test
  void whatWasSleptThroughDidNotPass() {
    time.at(millis(0));
    assertThat(time.at(millis(30_000))).isEqualTo(millis(300));
    assertThat(time.at(millis(30_100))).isEqualTo(millis(400));
    assertThat(time.slept()).isEqualTo(Duration.ofMillis(29_700));
  }

  @Test
  void itNeverGoesBackNorFasterThanTime() {
    Property.forAll(
        random -> {
          AwakeTime any = new AwakeTime(GAP);
          long now = 0;
          Instant before = any.at(millis(0));
          for (int i = 0; i < 100; i++) {
            int gap = random.nextInt(random.nextInt(5) == 0 ? 10_000 : 200);
            now += gap;
            Instant after = any.at(millis(now));
            assertThat(Duration.between(before, after))
                .isEqualTo(Duration.ofMillis(Math.min(gap, GAP.toMillis())));
            before = after;
          }
        });
  }

  private static Instant millis(long n) {
    return Instant.EPOCH.plusMillis(n);
  }
}
