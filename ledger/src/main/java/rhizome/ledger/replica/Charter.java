package rhizome.ledger.replica;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Payees;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.light.Trust;

/**
 * What all replicas of a chain have to have the same.
 *
 * @param commitments what beacons begin with, by validators' keys
 * @param payees whom a block pays, by who proposes it
 * @param anchor a header that the operator trusts, for when the beginning is too long ago; the one
 *     thing that replicas may have different
 */
public record Charter(
    Genesis genesis,
    NavigableMap<Hash, Hash> commitments,
    RuleBook rules,
    Function<PublicKey, Payees> payees,
    Epochs epochs,
    Signatures signatures,
    Limits limits,
    Optional<Trust> anchor) {

  public Charter {
    commitments = Collections.unmodifiableNavigableMap(new TreeMap<>(commitments));
  }

  /** The same for one who trusts that header. */
  public Charter anchored(Trust trust) {
    return new Charter(
        genesis, commitments, rules, payees, epochs, signatures, limits, Optional.of(trust));
  }

  /** What holds before the first block. */
  public Standing beginning() {
    Ledger ledger = Ledger.of(genesis);
    Estate estate = new Estate(ledger, commitments);
    return new Standing(
        estate, StateRoot.of(estate), epochs.next(ledger), genesis.chain(), Optional.empty());
  }
}
