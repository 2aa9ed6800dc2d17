package rhizome.ledger.consensus.vote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;

/**
 * The votes of one height by round and kind; never changes. The first vote of a validator counts, a
 * second that says the same is known, and one that says something else is evidence.
 */
public final class Votes {

  /** So many rounds that are yet to come are kept of each validator, the latest ones. */
  public static final int AHEAD_MAX = 2;

  private record Round(Tally prevotes, Tally precommits) {
    Tally of(Kind kind) {
      return switch (kind) {
        case PREVOTE -> prevotes;
        case PRECOMMIT -> precommits;
      };
    }

    Round with(Kind kind, Tally tally) {
      return switch (kind) {
        case PREVOTE -> new Round(tally, precommits);
        case PRECOMMIT -> new Round(prevotes, tally);
      };
    }

    Round without(int number) {
      return new Round(prevotes.without(number), precommits.without(number));
    }

    boolean has(int number) {
      return prevotes.of(number).isPresent() || precommits.of(number).isPresent();
    }

    boolean isEmpty() {
      return prevotes.isEmpty() && precommits.isEmpty();
    }
  }

  /** What became of a vote. */
  public sealed interface Outcome {
    /** It counts from now on. */
    record Counted(Votes votes) implements Outcome {}

    /** It counted before. */
    record Known() implements Outcome {}

    /** It says something else than what counted before. */
    record Contradiction(Evidence evidence) implements Outcome {}

    /** Later rounds of the same validator take the room there is. */
    record Crowded() implements Outcome {}
  }

  private final ValidatorSet validators;
  private final NavigableMap<Integer, Round> rounds;

  private final Round empty;

  private Votes(ValidatorSet validators, NavigableMap<Integer, Round> rounds, Round empty) {
    this.validators = validators;
    this.rounds = rounds;
    this.empty = empty;
  }

  public static Votes none(ValidatorSet validators) {
    Tally none = Tally.none(validators);
    return new Votes(validators, new TreeMap<>(), new Round(none, none));
  }

  /** As {@link #write} wrote them: of one height, by validators of the set. */
  public static Votes read(Reader reader, long height, ValidatorSet validators) {
    int at = reader.at();
    List<Vote> all = reader.list(Vote.SIZE_MIN, Vote::read);
    Votes votes = none(validators);
    for (Vote vote : all) {
      if (vote.height() == height
          && validators.has(vote.validator())
          && votes.add(vote, Integer.MAX_VALUE) instanceof Outcome.Counted(var more)) {
        votes = more;
      }
    }
    if (!votes.all().equals(all)) {
      throw reader.malformed(at, "votes of this height and set, each once, in their order");
    }
    return votes;
  }

  public void write(Writer writer) {
    writer.list(all(), (to, each) -> each.write(to));
  }

  /** Counts a vote of one of the validators; {@code current} is the round that goes on. */
  public Outcome add(Vote vote, int current) {
    int number = validators.number(vote.validator());
    Optional<Vote> before = tally(vote.kind(), vote.round()).of(number);
    if (before.isPresent()) {
      return vote.contradicts(before.get())
          ? new Outcome.Contradiction(new Evidence.Equivocation(before.get(), vote))
          : new Outcome.Known();
    }
    NavigableMap<Integer, Round> more = new TreeMap<>(rounds);
    if (vote.round() > current && !makeRoom(more.tailMap(current, false), number, vote.round())) {
      return new Outcome.Crowded();
    }
    Round round = more.getOrDefault(vote.round(), empty);
    more.put(vote.round(), round.with(vote.kind(), round.of(vote.kind()).with(number, vote)));
    return new Outcome.Counted(new Votes(validators, more, empty));
  }

  private static boolean makeRoom(Map<Integer, Round> ahead, int number, int wanted) {
    List<Integer> taken = new ArrayList<>();
    ahead.forEach(
        (round, votes) -> {
          if (votes.has(number)) {
            taken.add(round);
          }
        });
    if (taken.contains(wanted) || taken.size() < AHEAD_MAX) {
      return true;
    }
    int earliest = taken.getFirst();
    if (wanted < earliest) {
      return false;
    }
    ahead.computeIfPresent(earliest, (_, votes) -> votes.without(number));
    ahead.values().removeIf(Round::isEmpty);
    return true;
  }

  /** Only the rounds that are {@code wanted}. */
  public Votes only(IntPredicate wanted) {
    NavigableMap<Integer, Round> kept = new TreeMap<>(rounds);
    kept.keySet().removeIf(round -> !wanted.test(round));
    return new Votes(validators, kept, empty);
  }

  /** More than two thirds have cast a vote of that kind, for whatever. */
  public boolean isQuorum(Kind kind, int round) {
    return tally(kind, round).isQuorum();
  }

  public boolean isQuorumFor(Kind kind, int round, Optional<Hash> value) {
    return tally(kind, round).isQuorumFor(value);
  }

  /** The value that more than two thirds are for, nil apart. */
  public Optional<Hash> chosen(Kind kind, int round) {
    return tally(kind, round).chosen();
  }

  public Optional<Vote> of(int number, Kind kind, int round) {
    return tally(kind, round).of(number);
  }

  /** The latest round after that one in which more than a third have voted. */
  public Optional<Integer> latestAfter(int round) {
    return rounds.tailMap(round, false).descendingMap().entrySet().stream()
        .filter(entry -> validators.isMinority(heard(entry.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private long heard(Round round) {
    long power = 0;
    for (int number = 0; number < validators.size(); number++) {
      power += round.has(number) ? validators.get(number).power() : 0;
    }
    return power;
  }

  /** What proves the value that was chosen by precommits in that round. */
  public Certificate certificate(int round, Hash value) {
    return Certificate.of(
        validators,
        value,
        tally(Kind.PRECOMMIT, round).all().stream()
            .filter(vote -> vote.value().equals(Optional.of(value)))
            .toList());
  }

  public List<Integer> rounds() {
    return List.copyOf(rounds.keySet());
  }

  /** In the order of rounds, kinds and validators. */
  public List<Vote> all() {
    return rounds.values().stream()
        .flatMap(round -> Stream.of(round.prevotes(), round.precommits()))
        .flatMap(tally -> tally.all().stream())
        .toList();
  }

  private Tally tally(Kind kind, int round) {
    return rounds.getOrDefault(round, empty).of(kind);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Votes that
        && validators.equals(that.validators)
        && all().equals(that.all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
