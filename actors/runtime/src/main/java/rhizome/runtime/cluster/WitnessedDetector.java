package rhizome.runtime.cluster;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.event.EventStream;
import akka.remote.FailureDetector;
import akka.remote.PhiAccrualFailureDetector;
import com.typesafe.config.Config;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's detector, with a witness. A member whose process has ended is silent like one that is slow
 * or cut off, but its host still speaks, and refuses connections to a port where nobody listens any
 * more. So a peer that is a little late ({@code ask-after} instead of {@code
 * acceptable-heartbeat-pause}) is tried at its port; if that is refused it is suspected at once,
 * and else it is given its time. A suspicion is all that follows: who is downed is decided by the
 * resolver, with a majority (docs/adr/0013).
 *
 * <p>Akka makes one for each peer, by {@code akka.cluster.failure-detector.implementation-class}.
 */
public final class WitnessedDetector extends PhiAccrualFailureDetector {

  private static final int CONNECT_MAX_MILLIS = 500;

  /** By how many milliseconds the clock is ahead for whoever asks what would be then. */
  private static final ScopedValue<Long> AHEAD = ScopedValue.newInstance();

  /** For as long as a peer is late. */
  private static final class Silence {
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean refused;
  }

  private final long early;

  /** Another one after each time it was heard in time, so that an old answer says nothing of it. */
  private volatile Silence silence = new Silence();

  /** As Akka's loader wants it. */
  public WitnessedDetector(Config config, EventStream events) {
    this(config, Option.apply(events), () -> NANOSECONDS.toMillis(System.nanoTime()));
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
        new Ahead(millis));
    this.early =
        config
            .getDuration("acceptable-heartbeat-pause")
            .minus(config.getDuration("ask-after"))
            .toMillis();
    if (early < 0) {
      throw new IllegalArgumentException(
          "akka.cluster.failure-detector.ask-after is longer than acceptable-heartbeat-pause");
    }
  }

  private static FiniteDuration finite(Duration duration) {
    return FiniteDuration.fromNanos(duration.toNanos());
  }

  private static final class Ahead extends FailureDetector.Clock {
    private final LongSupplier millis;

    Ahead(LongSupplier millis) {
      this.millis = millis;
    }

    @Override
    public Object apply() {
      return millis.getAsLong() + AHEAD.orElse(0L);
    }
  }

  /** Thread-safe, as all of it; never waits. */
  @Override
  public boolean isAvailable() {
    if (!super.isAvailable()) {
      return false;
    }
    boolean onTime = ScopedValue.where(AHEAD, early).call(super::isAvailable);
    if (onTime) {
      silence = new Silence();
      return true;
    }
    Silence now = silence;
    if (!now.refused && now.asking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("witness").start(() -> ask(now));
    }
    return !now.refused;
  }

  private void ask(Silence now) {
    Address peer = AddressFromURIString.parse(address());
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(peer.getHost().orElseThrow(), peer.getPort().orElseThrow()),
          CONNECT_MAX_MILLIS);
    } catch (ConnectException e) {
      now.refused = String.valueOf(e.getMessage()).contains("refused");
    } catch (IOException _) {
      // No answer says nothing: the detector goes on by the clock.
    } finally {
      now.asking.set(false);
    }
  }
}
