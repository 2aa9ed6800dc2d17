package rhizome.ledger.wallet;

import java.util.Comparator;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.transaction.OutputId;

/** An output of coins that is ours, not to be spent before the height {@code matures}. */
public record Coin(OutputId id, Holding holding, long matures) {

  static final Comparator<Coin> LARGEST_FIRST =
      Comparator.comparingLong(Coin::units).reversed().thenComparing(coin -> coin.id().hash());

  public long units() {
    return holding.units();
  }

  Condition condition() {
    return holding.condition();
  }

  boolean isMature(Moment next) {
    return matures <= next.height();
  }

  /** Whether its time lock is over, if it has one. */
  boolean isUnlocked(Moment next) {
    return !(condition() instanceof Condition.TimeLock lock) || lock.isOver(next);
  }

  boolean isOpen(Moment next) {
    return isMature(next) && isUnlocked(next);
  }
}
