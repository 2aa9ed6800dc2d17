package rhizome.runtime.node;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Counts on from the wall time of its start. Setting the machine's clock does not move it, so that
 * silence can be measured with it; what it shows is not what other clocks show.
 */
public final class SteadyClock extends Clock {

  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;

  public SteadyClock() {
    this(Instant.now(), System::nanoTime);
  }

  SteadyClock(Instant start, LongSupplier nanoTime) {
    this.start = start;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("it counts, and knows no zones of time");
  }
}
