package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class SteadyClockTest {

  private static final Instant START = Instant.parse("2020-02-29T23:59:59.999999999Z");

  @Test
  void onlyTheCounterMovesItWhateverTheWallSays() {
    AtomicLong counter = new AtomicLong(7);
    SteadyClock clock = new SteadyClock(START, counter::get);
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(clock.instant()).as("no time has passed").isEqualTo(START);
    counter.addAndGet(1_500_000_001);
    assertThat(clock.instant()).isEqualTo(Instant.parse("2020-03-01T00:00:01.500000Z"));
    assertThat(clock.millis()).isEqualTo(START.plusNanos(1_500_000_001).toEpochMilli());
  }

  /** The counter begins anywhere, below zero too, and may pass the end of its range. */
  @Test
  void itCountsWhatPassedWhereverTheCounterBegan() {
    Property.forAll(
        random -> {
          long began = random.nextBoolean() ? random.nextLong() : Long.MAX_VALUE - 1;
          AtomicLong counter = new AtomicLong(began);
          SteadyClock clock = new SteadyClock(START, counter::get);
          Duration passed = Duration.ZERO;
          for (int i = 0; i < 20; i++) {
            long step = random.nextLong(Duration.ofDays(365).toNanos());
            counter.addAndGet(step);
            passed = passed.plusNanos(step);
            assertThat(Duration.between(START, clock.instant())).isEqualTo(passed);
          }
        });
  }

  @Test
  void itStartsFromTheWallTimeAndCountsWhatTheMachineCounts() {
    long before = System.nanoTime();
    SteadyClock clock = new SteadyClock();
    Instant first = clock.instant();
    assertThat(Duration.between(first, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    long after = System.nanoTime();
    Instant then = first;
    while (System.nanoTime() - after < 20_000_000) {
      Instant next = clock.instant();
      assertThat(next).isAfterOrEqualTo(then);
      then = next;
    }
    long atLeast = System.nanoTime() - after;
    long counted = Duration.between(first, clock.instant()).toNanos();
    assertThat(counted).isBetween(atLeast, System.nanoTime() - before);
  }

  @Test
  void itKnowsNoZoneButTheFirst() {
    SteadyClock clock = new SteadyClock();
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThatThrownBy(() -> clock.withZone(ZoneId.of("Europe/Vienna")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("knows no zones");
  }
}
