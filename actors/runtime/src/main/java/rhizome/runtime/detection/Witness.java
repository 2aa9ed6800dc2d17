package rhizome.runtime.detection;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Holds a connection to a peer's port and says nothing on it. When the process behind it ends, the
 * kernel there ends the connection at once and refuses the next one; of a process that is slow, or
 * stopped, or cut off, nothing is heard. Is there for as long as somebody wants to know.
 */
final class Witness {

  private static final int CONNECT_MAX_MILLIS = 500;

  /** Then it is tried anew: a firewall between may have forgotten the connection. */
  private static final int HOLD_MAX_MILLIS = 60_000;

  private static final long WANTED_NANOS = MINUTES.toNanos(1);
  private static final long BRIEF_NANOS = SECONDS.toNanos(1);

  private static final int PAUSE_MIN_MILLIS = 10;

  /** For a peer that hangs up on whoever says nothing. */
  private static final int PAUSE_MAX_MILLIS = 10_000;

  /** While it is refused; who comes back is believed by its heartbeats. */
  private static final int PAUSE_REFUSED_MILLIS = 100;

  private final Supplier<InetSocketAddress> port;
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile long wanted;
  private volatile boolean refused;

  Witness(Supplier<InetSocketAddress> port) {
    this.port = port;
  }

  /** Whether the last connection was refused. Thread-safe; never waits. */
  boolean sawItsEnd() {
    wanted = System.nanoTime();
    if (!watching.get() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("witness").start(this::watch);
    }
    return refused;
  }

  private void watch() {
    try {
      int pause = PAUSE_MIN_MILLIS;
      while (System.nanoTime() - wanted < WANTED_NANOS) {
        long begin = System.nanoTime();
        hold();
        boolean brief = System.nanoTime() - begin < BRIEF_NANOS;
        pause = brief ? Math.min(2 * pause, PAUSE_MAX_MILLIS) : PAUSE_MIN_MILLIS;
        Thread.sleep(refused ? PAUSE_REFUSED_MILLIS : pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      watching.set(false);
    }
  }

  /** Until the connection ends, if there is one. */
  private void hold() {
    try (Socket socket = new Socket()) {
      socket.connect(port.get(), CONNECT_MAX_MILLIS);
      refused = false;
      socket.setSoTimeout(HOLD_MAX_MILLIS);
      InputStream said = socket.getInputStream();
      while (said.read() >= 0) {
        // Nobody says anything here; if somebody does, it is nothing to us.
      }
    } catch (ConnectException e) {
      refused = String.valueOf(e.getMessage()).contains("refused");
    } catch (SocketTimeoutException _) {
      // It was there all the time, or no answer came, which says nothing.
    } catch (IOException _) {
      // The next connection says what became of it.
    }
  }
}
