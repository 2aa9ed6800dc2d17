package rhizome.ledger.replica;

import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.consensus.validator.ValidatorSet;

/** Who votes on the next block, out of what holds after the last. */
@FunctionalInterface
public interface Epochs {

  ValidatorSet next(Ledger ledger);

  /** The same for ever. */
  static Epochs of(ValidatorSet validators) {
    return _ -> validators;
  }
}
