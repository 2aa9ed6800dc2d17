package rhizome.ledger.replica;

import java.util.Optional;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.light.Trust;
import rhizome.ledger.light.Way;

/**
 * What all replicas of a chain have to have the same. Who votes, what beacons begin with and whom
 * blocks pay is the ledger's: a chain begins with its founders.
 *
 * @param anchor a header that the operator trusts, for when the beginning is too long ago; the one
 *     thing that replicas may have different
 */
public record Charter(
    Genesis genesis, RuleBook rules, Signatures signatures, Limits limits, Optional<Trust> anchor) {

  public Charter {
    if (Ledger.of(genesis).epoch().isEmpty()) {
      throw new IllegalArgumentException("nobody votes on the first block");
    }
  }

  /** The same for one who trusts that header. */
  public Charter anchored(Trust trust) {
    return new Charter(genesis, rules, signatures, limits, Optional.of(trust));
  }

  /** By which headers are believed when it is {@code now}, in milliseconds. */
  Trust.Terms terms(long now) {
    return new Trust.Terms(now, limits.trustPeriod(), limits.aheadMax(), signatures);
  }

  /** What holds before the first block. */
  public Standing beginning() {
    Estate estate = Estate.of(Ledger.of(genesis));
    return new Standing(
        estate, StateRoot.of(estate), estate.voters(), genesis.chain(), Optional.empty(), Way.NONE);
  }
}
