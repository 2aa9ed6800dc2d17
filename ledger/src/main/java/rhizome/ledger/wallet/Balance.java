package rhizome.ledger.wallet;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Units of coins of a wallet, each counted once: in blocks and free; made by entries of ours that
 * wait; payouts by the height at which they mature; time-locked by the height or time that opens
 * them; held with others; and in swaps. What entries of ours that wait spend is not among it.
 */
public record Balance(
    long spendable,
    long unconfirmed,
    NavigableMap<Long, Long> immature,
    NavigableMap<Long, Long> locked,
    long shared,
    long inSwaps) {

  public Balance {
    immature = copy(immature);
    locked = copy(locked);
  }

  /** Heights and times are unsigned. */
  private static NavigableMap<Long, Long> copy(NavigableMap<Long, Long> of) {
    NavigableMap<Long, Long> copy = new TreeMap<>(Long::compareUnsigned);
    copy.putAll(of);
    return Collections.unmodifiableNavigableMap(copy);
  }

  /** All that is ours alone. */
  public long total() {
    return spendable + unconfirmed + sum(immature) + sum(locked);
  }

  private static long sum(NavigableMap<Long, Long> units) {
    return units.values().stream().mapToLong(Long::longValue).sum();
  }
}
