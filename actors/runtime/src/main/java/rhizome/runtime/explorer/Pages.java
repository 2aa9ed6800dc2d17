package rhizome.runtime.explorer;

import java.util.Optional;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.explorer.Line;
import rhizome.ledger.hash.Hash;

/**
 * Which page of a list is wanted. A page is named by what the one before ended with, so that it
 * stays the same while blocks come; who reads on takes the name as it was given.
 */
final class Pages {

  private static final String COINS = "coins-";
  private static final String STAKE = "stake-";
  private static final String LINES = "lines-";

  private Pages() {}

  /** Part of what is told of an address. */
  sealed interface OfHolder {
    record First() implements OfHolder {}

    record Coins(Hash after) implements OfHolder {}

    record Stake(Hash after) implements OfHolder {}

    record Lines(Line before) implements OfHolder {}
  }

  static OfHolder ofHolder(String page) {
    if (page.isEmpty()) {
      return new OfHolder.First();
    }
    if (page.startsWith(COINS)) {
      return new OfHolder.Coins(Hash.ofHex(page.substring(COINS.length())));
    }
    if (page.startsWith(STAKE)) {
      return new OfHolder.Stake(Hash.ofHex(page.substring(STAKE.length())));
    }
    if (page.startsWith(LINES)) {
      String[] place = page.substring(LINES.length()).split("-", -1);
      if (place.length == 2) {
        return new OfHolder.Lines(Line.at(natural(place[0]), Math.toIntExact(natural(place[1]))));
      }
    }
    throw new Malformed("page", "one that an answer named");
  }

  static String coins(Hash last) {
    return COINS + last;
  }

  static String stake(Hash last) {
    return STAKE + last;
  }

  static String lines(Line last) {
    return LINES + last.height() + "-" + last.place();
  }

  /** The first entry of a page of a block. */
  static int entry(String page) {
    return page.isEmpty() ? 0 : Math.toIntExact(Math.min(Integer.MAX_VALUE, natural(page)));
  }

  static Optional<Hash> key(String page) {
    return page.isEmpty() ? Optional.empty() : Optional.of(Hash.ofHex(page));
  }

  /** From 0 on. */
  static long natural(String digits) {
    try {
      if (digits.matches("\\d{1,19}")) {
        return Long.parseLong(digits);
      }
    } catch (NumberFormatException _) {
      // more than there can be
    }
    throw new Malformed("number", "a whole number from 0 on");
  }
}
