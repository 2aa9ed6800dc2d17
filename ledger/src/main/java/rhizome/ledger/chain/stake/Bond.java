package rhizome.ledger.chain.stake;

import java.util.Optional;
import rhizome.ledger.key.PublicKey;

/**
 * What an output of stake has to do with validators.
 *
 * @param to whom it is bonded to, and earns with
 * @param index of the purse of that validator when it was bonded: what it earned before is not its
 * @param from whom it was bonded to before, for whom it answers until it matures
 */
public record Bond(Optional<PublicKey> to, long index, Optional<PublicKey> from) {

  public static final Bond NONE = new Bond(Optional.empty(), 0, Optional.empty());
}
