package rhizome.ledger.wallet;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Which coins to spend: as few as will do, for each costs a fee and a signature; and of all runs of
 * so many neighbours in size the one that is least too much, so that large coins are kept for what
 * needs them and the change is small.
 */
final class Choice {

  private Choice() {}

  /** Of coins, the largest first; {@code need} says what is wanted of so many coins. */
  static Optional<List<Coin>> of(List<Coin> coins, int most, IntToLongFunction need) {
    long largest = 0;
    for (int count = 1; count <= Math.min(most, coins.size()); count++) {
      largest = Math.addExact(largest, coins.get(count - 1).units());
      long wanted = need.applyAsLong(count);
      if (largest >= wanted) {
        return Optional.of(smallest(coins, count, largest, wanted));
      }
    }
    return Optional.empty();
  }

  /** The last run of {@code count} coins that is enough; {@code sum} is that of the first. */
  private static List<Coin> smallest(List<Coin> coins, int count, long sum, long wanted) {
    int first = 0;
    long left = sum;
    while (first + count < coins.size()) {
      left += coins.get(first + count).units() - coins.get(first).units();
      if (left < wanted) {
        break;
      }
      first++;
    }
    return coins.subList(first, first + count);
  }
}
