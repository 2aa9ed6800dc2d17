package rhizome.runtime.detection;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.event.EventStream;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's detector, with a {@link Witness}. A member whose process has ended is silent like one that
 * is slow or cut off, but its host still speaks, and refuses connections to a port where nobody
 * listens any more. So who is refused is suspected at once, and who is silent is given its time. A
 * suspicion is all that follows: who is downed is decided by the resolver, with a majority
 * (docs/adr/0013).
 *
 * <p>Akka makes one for each peer, by {@code akka.cluster.failure-detector.implementation-class}.
 */
public final class WitnessedDetector extends PhiAccrualFailureDetector {

  private final Witness witness = new Witness(this::port);

  /** As Akka's loader wants it. */
  public WitnessedDetector(Config config, EventStream events) {
    this(config, Option.apply(events), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
  }

  /**
   * @param millis a clock that only goes on
   */
  WitnessedDetector(Config config, Option<EventStream> events, LongSupplier millis) {
    super(
        config.getDouble("threshold"),
        config.getInt("max-sample-size"),
        finite(config.getDuration("min-std-deviation")),
        finite(config.getDuration("acceptable-heartbeat-pause")),
        finite(config.getDuration("heartbeat-interval")),
        events,
        new Clock(millis));
  }

  private static FiniteDuration finite(Duration duration) {
    return FiniteDuration.fromNanos(duration.toNanos());
  }

  private static final class Clock extends akka.remote.FailureDetector.Clock {
    private final LongSupplier millis;

    Clock(LongSupplier millis) {
      this.millis = millis;
    }

    @Override
    public Object apply() {
      return millis.getAsLong();
    }
  }

  /** Akka tells it after it has made the detector. */
  private InetSocketAddress port() {
    Address peer = AddressFromURIString.parse(address());
    return new InetSocketAddress(peer.getHost().orElseThrow(), peer.getPort().orElseThrow());
  }

  /** Thread-safe, as all of it; never waits. Asked at each look of Akka's at those it monitors. */
  @Override
  public boolean isAvailable() {
    return !(isMonitoring() && witness.sawItsEnd()) && super.isAvailable();
  }
}
