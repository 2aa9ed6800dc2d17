package rhizome.ledger.explorer;

import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;

/** What an address holds: names of outputs, whose values are in the ledger, and their sums. */
final class Held {

  final NavigableSet<Hash> coins = new TreeSet<>();
  final NavigableSet<Hash> stakes = new TreeSet<>();

  /** Of the coins, those that may not be open yet; what is open once stays so. */
  private final NavigableSet<Hash> closed = new TreeSet<>();

  private long coinUnits;
  private long stakeUnits;

  void addCoin(Hash id, Unspent output) {
    coins.add(id);
    coinUnits += output.weight();
    if (output.matures() > output.since()
        || output.holding().condition() instanceof Condition.TimeLock) {
      closed.add(id);
    }
  }

  void removeCoin(Hash id, Unspent output) {
    coins.remove(id);
    closed.remove(id);
    coinUnits -= output.weight();
  }

  void addStake(Hash id, Unspent output) {
    stakes.add(id);
    stakeUnits += output.weight();
  }

  void removeStake(Hash id, Unspent output) {
    stakes.remove(id);
    stakeUnits -= output.weight();
  }

  boolean isEmpty() {
    return coins.isEmpty() && stakes.isEmpty();
  }

  /** As the next block would see it. */
  Sums sums(Ledger ledger) {
    Moment next = new Moment(ledger.tip().height() + 1, ledger.tip().seconds());
    long shut = 0;
    Iterator<Hash> each = closed.iterator();
    while (each.hasNext()) {
      Unspent output = ledger.coins().get(each.next()).orElseThrow();
      if (isOpen(output, next)) {
        each.remove();
      } else {
        shut += output.weight();
      }
    }
    return new Sums(coinUnits, coinUnits - shut, stakeUnits);
  }

  /** Whether maturity and time locks let the next block spend it. */
  static boolean isOpen(Unspent output, Moment next) {
    return output.matures() <= next.height()
        && (!(output.holding().condition() instanceof Condition.TimeLock lock)
            || lock.isOver(next));
  }
}
