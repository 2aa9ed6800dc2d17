package rhizome.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Wall-clock time that never runs backwards and runs evenly: what an administrator or NTP sets back
 * must not stretch a back-off. It jumps forward with the wall clock, such as after a suspend.
 */
final class Ticker implements InstantSource {

  private static final long JUMP_MILLIS = 1000;

  private Instant base = Instant.now();
  private long baseNanos = System.nanoTime();

  @Override
  public synchronized Instant instant() {
    long nanos = System.nanoTime();
    Instant even = base.plusNanos(nanos - baseNanos);
    Instant wall = Instant.now();
    if (even.until(wall, ChronoUnit.MILLIS) > JUMP_MILLIS) {
      base = wall;
      baseNanos = nanos;
      return wall;
    }
    return even;
  }
}
