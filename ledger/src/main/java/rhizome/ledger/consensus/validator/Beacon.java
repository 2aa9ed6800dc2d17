package rhizome.ledger.consensus.validator;

import java.util.Optional;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/**
 * Where the seed of a height comes from. A validator commits to the tip of a chain of hashes, and
 * with each block it proposes shows the hash before. That is one value, so there is nothing to
 * choose: who does not like it can only leave the turn to another.
 */
public final class Beacon {

  private Beacon() {}

  /** One link of a chain: what is committed to by what is shown later. */
  static Hash link(Hash reveal) {
    return Blake.all(writer -> seal(writer, 'l').raw(reveal.toArray()));
  }

  /** What is committed to from now on; nothing if the reveal is not what was committed to. */
  public static Optional<Hash> open(Hash commitment, Hash reveal) {
    return link(reveal).equals(commitment) ? Optional.of(reveal) : Optional.empty();
  }

  /** The seed of the next height. */
  public static Hash next(Hash seed, Hash reveal) {
    return Blake.all(writer -> seal(writer, 's').raw(seed.toArray()).raw(reveal.toArray()));
  }

  private static Writer seal(Writer writer, char use) {
    return writer.octet('r').octet('b').octet(use);
  }
}
