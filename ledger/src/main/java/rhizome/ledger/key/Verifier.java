package rhizome.ledger.key;

import java.util.List;
import java.util.stream.IntStream;
import rhizome.ledger.hash.Hash;

/**
 * Looks at signatures by some rule. All that do it for one chain say the same, or validators would
 * disagree on a block; a host may have one that is faster, or that remembers.
 */
@FunctionalInterface
public interface Verifier {

  /** The rule of the seed's chains. */
  Verifier ED25519 = PublicKey::verifies;

  boolean verifies(PublicKey key, Hash message, Signature signature);

  /** The places of those that are not true, in order; one who is faster at many says so. */
  default List<Integer> wrong(List<Autograph> autographs) {
    return IntStream.range(0, autographs.size())
        .filter(i -> !isTrue(autographs.get(i)))
        .boxed()
        .toList();
  }

  private boolean isTrue(Autograph autograph) {
    return verifies(autograph.key(), autograph.message(), autograph.signature());
  }
}
