package rhizome.ledger.chain.state;

import java.util.List;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.stake.Shares.Credit;
import rhizome.ledger.condition.Condition;

/**
 * To whom a block pays: exactly these payouts, in this order, which have to come to the reward and
 * the fees, together with what the ledger keeps. Who they are is said by whoever knows who made the
 * block.
 */
@FunctionalInterface
public interface Payees {

  List<Holding> payouts(long reward, long fees);

  /** What the ledger keeps, of the same reward and fees, for validators and what is bonded. */
  default List<Credit> credits(long reward, long fees) {
    return List.of();
  }

  /** All to one, and nothing if there is nothing. */
  static Payees all(Condition to) {
    return (reward, fees) -> {
      long both = Math.addExact(reward, fees);
      return both == 0 ? List.of() : List.of(new Holding(both, to));
    };
  }
}
