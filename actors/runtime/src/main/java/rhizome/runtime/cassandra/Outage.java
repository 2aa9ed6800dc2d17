package rhizome.runtime.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Cassandra does not answer, and once that it does again. */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final String where;
  private long since;
  private boolean on;

  Outage(String where) {
    this.where = where;
  }

  void seen(@Nullable Throwable failure) {
    if (failure == null) {
      over();
    } else {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof DriverException) {
        begin(cause.getMessage());
      }
    }
  }

  private synchronized void begin(@Nullable String why) {
    if (!on) {
      on = true;
      since = System.nanoTime();
      LOG.warn(
          "the journal at {} does not take what is written ({}): nothing is acknowledged until it"
              + " does, and entities try again by themselves",
          where,
          why);
    }
  }

  private synchronized void over() {
    if (on) {
      on = false;
      LOG.warn(
          "the journal at {} answers again after {} s",
          where,
          Duration.ofNanos(System.nanoTime() - since).toSeconds());
    }
  }
}
