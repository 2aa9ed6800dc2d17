package rhizome.runtime.kubernetes;

import java.time.Duration;
import java.time.Instant;
import rhizome.runtime.kubernetes.Reading.Entry;

/**
 * What to write so that a lease becomes one's own, stays so, or is so no longer; judged by what the
 * API has of it. Of two who bid after the same reading one is refused by its version.
 */
sealed interface Bid {

  /** What is wished. */
  enum Aim {
    TAKE,
    KEEP,
    LEAVE
  }

  /** It was never made. */
  record Create(Terms terms) implements Bid {}

  /** In place of that version of it. */
  record Amend(String version, Terms terms) implements Bid {}

  /** It is another's. */
  record Denied(String holder) implements Bid {}

  /** Nothing needs to be written. */
  record Settled() implements Bid {}

  /** Who bids, for how long, and when by the API's clock. */
  record Bidder(String name, Duration duration, Instant now) {}

  /**
   * @param self by what name the holder is known; nobody else uses it
   * @param duration for which it is taken or kept
   */
  static Bid of(Aim aim, Reading reading, String self, Duration duration) {
    Bidder bidder = new Bidder(self, duration, reading.now());
    return reading.entry().map(entry -> on(entry, aim, bidder)).orElseGet(() -> on(aim, bidder));
  }

  private static Bid on(Aim aim, Bidder bidder) {
    return switch (aim) {
      case TAKE -> new Create(Terms.first(bidder.name, bidder.duration, bidder.now));
      case KEEP -> new Denied("");
      case LEAVE -> new Settled();
    };
  }

  private static Bid on(Entry entry, Aim aim, Bidder bidder) {
    Terms terms = entry.terms();
    boolean own = terms.holder().equals(bidder.name);
    boolean free = terms.isFree(bidder.now);
    return switch (aim) {
      case TAKE -> own || free ? taken(entry, bidder) : new Denied(terms.holder());
      case KEEP -> own ? taken(entry, bidder) : new Denied(terms.holder());
      case LEAVE -> own ? new Amend(entry.version(), terms.vacated(bidder.now)) : new Settled();
    };
  }

  private static Bid taken(Entry entry, Bidder by) {
    return new Amend(entry.version(), entry.terms().heldBy(by.name, by.duration, by.now));
  }
}
