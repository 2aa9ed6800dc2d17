package rhizome.ledger.consensus;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import rhizome.ledger.hash.Hash;

/** The first proposal of each round; never changes. */
public final class Proposals {

  static final Proposals NONE = new Proposals(new TreeMap<>());

  private final NavigableMap<Integer, Received> rounds;

  private Proposals(NavigableMap<Integer, Received> rounds) {
    this.rounds = rounds;
  }

  static Proposals of(Collection<Received> all) {
    NavigableMap<Integer, Received> rounds = new TreeMap<>();
    all.forEach(each -> rounds.put(each.proposal().round(), each));
    return new Proposals(rounds);
  }

  public Optional<Received> in(int round) {
    return Optional.ofNullable(rounds.get(round));
  }

  /** Whether that value was proposed in that round, and is valid. */
  boolean isValid(int round, Hash value) {
    return in(round).filter(received -> received.isValid(value)).isPresent();
  }

  Proposals with(Received received) {
    NavigableMap<Integer, Received> more = new TreeMap<>(rounds);
    more.put(received.proposal().round(), received);
    return new Proposals(more);
  }

  Proposals only(IntPredicate wanted) {
    NavigableMap<Integer, Received> kept = new TreeMap<>(rounds);
    kept.keySet().removeIf(round -> !wanted.test(round));
    return new Proposals(kept);
  }

  /** In the order of rounds. */
  public List<Received> all() {
    return List.copyOf(rounds.values());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Proposals that && rounds.equals(that.rounds);
  }

  @Override
  public int hashCode() {
    return rounds.hashCode();
  }

  @Override
  public String toString() {
    return rounds.toString();
  }
}
