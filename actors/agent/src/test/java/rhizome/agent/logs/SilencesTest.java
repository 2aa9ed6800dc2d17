package rhizome.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.agent.logs.Silences.Look;
import rhizome.house.Property;

class SilencesTest {

  private static final Duration OLD = Duration.ofDays(1);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path root;

  @Test
  void aSilenceThatBeganBeforeTheFirstLookIsKnownFromTheFile() throws Exception {
    Path log = Files.writeString(root.resolve("out.log"), "hello\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(300)));
    Silences silences = new Silences();
    assertThat(silences.look(log, OLD)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    Files.writeString(log, "hello again\n");
    assertThat(silences.look(log, OLD)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void nobodyIsSilentForLongerThanHeLives() throws Exception {
    Path log = Files.writeString(root.resolve("out.log"), "of the process before\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(300)));
    assertThat(new Silences().look(log, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatWasForgottenIsLookedAtAsForTheFirstTime() throws Exception {
    Path log = Files.writeString(root.resolve("out.log"), "hello\n");
    Silences silences = new Silences();
    silences.look(log, OLD);
    silences.forget(log);
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minusSeconds(300)));
    assertThat(silences.look(log, OLD)).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aWallClockSetAheadMakesNobodySilent() {
    Look first = Look.first(NOON, 5, 0, NOON);
    Look jumped = first.next(NOON, 5, nanos(1), NOON.plusSeconds(7200));
    assertThat(jumped.silence()).isEqualTo(Duration.ofSeconds(1));
    Look wrote = jumped.next(NOON.plusSeconds(1), 9, nanos(2), NOON.plusSeconds(7200));
    assertThat(wrote.silence()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aWallClockSetBackMakesNobodySpeak() {
    Look first = Look.first(NOON, 5, 0, NOON.minusSeconds(60));
    assertThat(first.silence()).isZero();
    Look later = first.next(NOON, 5, nanos(90), NOON.minusSeconds(3600));
    assertThat(later.silence()).isEqualTo(Duration.ofSeconds(90));
  }

  /** With a wall clock that is right, looks at any moments know the silence to the nanosecond. */
  @Test
  void looksKnowWhenTheLastWriteWas() {
    Property.forAll(
        random -> {
          long now = 0;
          long written = 0;
          Look look = Look.first(NOON, 0, 0, NOON);
          for (int i = 0; i < 50; i++) {
            long next = now + random.nextLong(1, nanos(100));
            if (random.nextBoolean()) {
              written = between(random, now, next);
            }
            now = next;
            look = look.next(NOON.plusNanos(written), written, now, NOON.plusNanos(now));
            assertThat(look.silence()).isEqualTo(Duration.ofNanos(now - written));
          }
        });
  }

  private static long between(RandomGenerator random, long from, long to) {
    return random.nextLong(from, to) + 1;
  }

  private static long nanos(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
