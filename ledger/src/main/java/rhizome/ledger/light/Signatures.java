package rhizome.ledger.light;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Certificate.Flaw;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

/** How signatures of validators are checked; worlds of many seeds have a cheaper way. */
@FunctionalInterface
public interface Signatures extends Verifier {

  Signatures ED25519 = Cofactored.RULE::verifies;

  /** As {@link Certificate#verify}. */
  default Optional<Flaw> flaw(Certificate certificate, ValidatorSet validators, Hash chain) {
    List<Integer> signers = certificate.numbers();
    boolean named = signers.stream().allMatch(number -> number < validators.size());
    if (!named || certificate.signers().size() != (validators.size() + Byte.SIZE - 1) / Byte.SIZE) {
      return Optional.of(Flaw.OTHER_SET);
    }
    if (!validators.isQuorum(signers.stream().mapToLong(n -> validators.get(n).power()).sum())) {
      return Optional.of(Flaw.NO_QUORUM);
    }
    for (int i = 0; i < signers.size(); i++) {
      PublicKey key = validators.get(signers.get(i)).key();
      Signature signature = certificate.signatures().get(i);
      if (!verifies(key, message(certificate, key, signature, chain), signature)) {
        return Optional.of(Flaw.FORGED);
      }
    }
    return Optional.empty();
  }

  private static Hash message(Certificate it, PublicKey key, Signature signature, Hash chain) {
    return new Vote(
            Vote.Kind.PRECOMMIT, it.height(), it.round(), Optional.of(it.value()), key, signature)
        .message(chain);
  }
}
