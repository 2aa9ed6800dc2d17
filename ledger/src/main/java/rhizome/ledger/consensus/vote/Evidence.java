package rhizome.ledger.consensus.vote;

import java.util.Optional;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** Two things that one honest validator never signs both; whoever holds them can show it. */
public sealed interface Evidence {

  Signed first();

  Signed second();

  /** Two votes in one step. */
  record Equivocation(Vote first, Vote second) implements Evidence {
    public Equivocation {
      if (!first.contradicts(second)) {
        throw new Malformed("evidence", "two votes of one validator that contradict each other");
      }
    }
  }

  /** Two proposals in one round. */
  record TwoProposals(Proposal first, Proposal second) implements Evidence {
    public TwoProposals {
      if (!first.contradicts(second)) {
        throw new Malformed("evidence", "two proposals of one validator for one round");
      }
    }
  }

  /** Nothing where both can be said by one honest validator. */
  static Optional<Evidence> of(Proposal first, Proposal second) {
    return first.contradicts(second)
        ? Optional.of(new TwoProposals(first, second))
        : Optional.empty();
  }

  default PublicKey guilty() {
    return first().validator();
  }

  /** Whether it convicts a validator of that set on that chain. */
  default boolean isProof(ValidatorSet validators, Hash chain) {
    return validators.has(guilty()) && first().isAuthentic(chain) && second().isAuthentic(chain);
  }

  default void write(Writer writer) {
    first().write(writer);
    second().write(writer);
  }

  static Evidence read(Reader reader) {
    int at = reader.at();
    Signed first = Signed.read(reader);
    Signed second = Signed.read(reader);
    if (first instanceof Vote one && second instanceof Vote other) {
      return new Equivocation(one, other);
    }
    if (first instanceof Proposal one && second instanceof Proposal other) {
      return new TwoProposals(one, other);
    }
    throw reader.malformed(at, "two votes or two proposals");
  }
}
