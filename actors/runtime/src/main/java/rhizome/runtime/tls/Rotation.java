package rhizome.runtime.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pair in a folder, read again when its files have changed. Nobody waits for a clock: whoever
 * needs the pair looks, and at most once in a {@link #LOOK_INTERVAL} that is a look at the disk.
 */
final class Rotation {

  /** Three calls of stat(2), even when a thousand members connect at once. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

  /**
   * A pair in use.
   *
   * @param turn counts the pairs of this folder from 1
   */
  record Held(long turn, Pair pair, X509ExtendedTrustManager judge) {}

  private final Path folder;
  private final InstantSource clock;
  private final LongSupplier nanos;

  private volatile Held held;
  private volatile Optional<Held> before = Optional.empty();
  private volatile long nextLook;

  private List<String> seen;
  private boolean isDamageSaid;
  private boolean isEndSaid;

  /**
   * @param nanos as {@link System#nanoTime}
   * @throws TlsRefused as {@link Pair#read}
   */
  Rotation(Path folder, InstantSource clock, LongSupplier nanos) {
    this.folder = folder;
    this.clock = clock;
    this.nanos = nanos;
    this.nextLook = nanos.getAsLong() + LOOK_INTERVAL.toNanos();
    this.seen = marks();
    Pair pair = Pair.read(folder, clock.instant());
    this.held = new Held(1, pair, pair.judge());
  }

  /** The newest pair that could be used. */
  Held held() {
    long now = nanos.getAsLong();
    if (now - nextLook >= 0) {
      look(now);
    }
    return held;
  }

  /** The pair of that turn, as long as it is the newest or the one before. */
  Optional<Held> held(long turn) {
    Held newest = held;
    return newest.turn() == turn
        ? Optional.of(newest)
        : before.filter(older -> older.turn() == turn);
  }

  private synchronized void look(long now) {
    if (now - nextLook < 0) {
      return; // another thread was quicker
    }
    nextLook = now + LOOK_INTERVAL.toNanos();
    List<String> marks = marks();
    if (!marks.equals(seen)) {
      take(marks);
    }
    if (!isEndSaid && isExpired()) {
      isEndSaid = true;
      LOG.error(
          "the certificate in {} has expired on {}, and peers refuse it: issue a new one with"
              + " 'rhizome pki issue --renew'; it is taken up without a restart",
          folder,
          held.pair().own().getNotAfter().toInstant());
    }
  }

  private boolean isExpired() {
    return clock.instant().isAfter(held.pair().own().getNotAfter().toInstant());
  }

  /** What cannot be used is tried again at each look: it may be the disk, or the clock. */
  private void take(List<String> marks) {
    try {
      Pair pair = Pair.read(folder, clock.instant());
      checkSame(pair.peer(), held.pair().peer());
      before = Optional.of(held);
      held = new Held(held.turn() + 1, pair, pair.judge());
      seen = marks;
      isDamageSaid = false;
      isEndSaid = false;
      LOG.info(
          "new credentials of {} in {}, valid until {}",
          pair.peer(),
          folder,
          pair.own().getNotAfter().toInstant());
    } catch (TlsRefused e) {
      if (!isDamageSaid) {
        isDamageSaid = true;
        LOG.warn("the new credentials are not used, and the old ones stay: {}", e.getMessage());
      }
    }
  }

  /** Peers would not know us again; that takes a start. */
  private void checkSame(Peer now, Peer old) {
    if (now.role() != old.role() || !now.name().equals(old.name())) {
      throw new TlsRefused(
          "%s now holds a certificate of %s instead of %s: put back the right one, or start anew"
              .formatted(folder, now, old));
    }
  }

  /** What changes when a file is replaced or written to; taken before it is read. */
  private List<String> marks() {
    List<String> marks = new ArrayList<>();
    for (String name : List.of(Pair.KEY, Pair.CERTIFICATE, Pair.AUTHORITIES)) {
      try {
        BasicFileAttributes file =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        marks.add(file.fileKey() + " " + file.size() + " " + file.lastModifiedTime().toInstant());
      } catch (IOException e) {
        marks.add(e.toString());
      }
    }
    return marks;
  }
}
