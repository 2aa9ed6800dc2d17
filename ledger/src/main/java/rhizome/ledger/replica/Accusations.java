package rhizome.ledger.replica;

import java.util.List;
import java.util.stream.Stream;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.consensus.vote.Evidence;

/**
 * Evidence that goes into the next own block: one piece against each who is not frozen yet, so
 * never more than there are who voted lately. A crash forgets it; others have it, too.
 */
public record Accusations(List<Evidence> all) {

  static final Accusations NONE = new Accusations(List.of());

  public Accusations {
    all = List.copyOf(all);
  }

  Accusations with(Evidence evidence) {
    boolean known = all.stream().anyMatch(it -> it.guilty().equals(evidence.guilty()));
    return known
        ? this
        : new Accusations(Stream.concat(all.stream(), Stream.of(evidence)).toList());
  }

  /** Those that can convict somebody still in the block after {@code standing}. */
  Accusations after(Standing standing, RuleBook rules) {
    long next = standing.height() + 1;
    long oldest = next - rules.at(next).staking().map(Staking::unbonding).orElse(-1L);
    return new Accusations(
        all.stream()
            .filter(it -> it.first().height() >= oldest)
            .filter(
                it -> standing.ledger().validator(it.guilty()).filter(Enrolled::isFrozen).isEmpty())
            .toList());
  }
}
