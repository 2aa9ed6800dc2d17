package rhizome.ledger.consensus.vote;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;

/** The votes of one kind in one round, at most one for each validator; never changes. */
final class Tally {

  private final ValidatorSet validators;
  private final @Nullable Vote[] votes;
  private final Map<Optional<Hash>, Long> powers;
  private final long power;

  private Tally(
      ValidatorSet validators,
      @Nullable Vote[] votes,
      Map<Optional<Hash>, Long> powers,
      long power) {
    this.validators = validators;
    this.votes = votes;
    this.powers = powers;
    this.power = power;
  }

  static Tally none(ValidatorSet validators) {
    return new Tally(validators, new @Nullable Vote[validators.size()], new LinkedHashMap<>(), 0);
  }

  Optional<Vote> of(int number) {
    return Optional.ofNullable(votes[number]);
  }

  Tally with(int number, Vote vote) {
    long more = validators.get(number).power();
    @Nullable Vote[] all = votes.clone();
    all[number] = vote;
    Map<Optional<Hash>, Long> sums = new LinkedHashMap<>(powers);
    sums.merge(vote.value(), more, Long::sum);
    return new Tally(validators, all, sums, power + more);
  }

  Tally without(int number) {
    Tally rest = none(validators);
    for (int other = 0; other < votes.length; other++) {
      Vote vote = votes[other];
      rest = vote == null || other == number ? rest : rest.with(other, vote);
    }
    return rest;
  }

  /** More than two thirds have voted, for whatever. */
  boolean isQuorum() {
    return validators.isQuorum(power);
  }

  boolean isQuorumFor(Optional<Hash> value) {
    return validators.isQuorum(powers.getOrDefault(value, 0L));
  }

  /** The value that more than two thirds are for, nil apart. */
  Optional<Hash> chosen() {
    return powers.keySet().stream().filter(this::isQuorumFor).flatMap(Optional::stream).findFirst();
  }

  List<Vote> all() {
    return Arrays.stream(votes).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  boolean isEmpty() {
    return power == 0;
  }
}
