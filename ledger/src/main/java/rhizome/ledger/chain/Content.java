package rhizome.ledger.chain;

import java.util.Optional;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/**
 * What an entry says, and all that is signed of it: on which chain, what coins and stake move, to
 * which validator the stake is bonded then, how many units of coins are burned, and how many are
 * for whoever makes the block.
 */
public record Content(
    Hash chain, Move coins, Move stakes, long burned, long fee, Optional<Order> order, Bytes note) {

  public Content {
    if (coins.bond().isPresent()) {
      throw new Malformed("coins of an entry", "no bond, which is for stake");
    }
  }

  /** To whom the stake is bonded. */
  public Optional<PublicKey> bond() {
    return stakes.bond();
  }

  /** How many fulfillments it needs: one for each input, and one for an order. */
  public int places() {
    return coins.inputs().size() + stakes.inputs().size() + (order.isPresent() ? 1 : 0);
  }

  /** Where the fulfillment of an input of stake stands; those of coins come first. */
  public int stakePlace(int input) {
    return coins.inputs().size() + input;
  }

  /** Where the fulfillment of an order stands: last. */
  public int orderPlace() {
    return stakePlace(stakes.inputs().size());
  }
}
