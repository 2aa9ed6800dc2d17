package rhizome.runtime.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether members that find no cluster may found one, and who of them. Each voter promises to
 * follow one candidate, the lowest it has heard of, for {@link #PROMISE}; who has the promises of a
 * majority founds. Two halves of a network can therefore never found two clusters, and a member
 * that restarts on the smaller side waits. Time comes in as an argument; nothing is kept beyond
 * this object, so a voter that restarts within a promise may give a second one (docs/adr/0013).
 */
final class Founding {

  /** Nobody is promised anything before others had the time to be heard. */
  static final Duration LISTEN = Duration.ofSeconds(1);

  /** Many rounds of asking long; a candidate that vanished blocks its followers for so long. */
  static final Duration PROMISE = Duration.ofSeconds(8);

  /** Who was not heard for so long is not there. */
  static final Duration FRESH = Duration.ofSeconds(3);

  private record Promise(HostPort to, Instant until) {}

  private final HostPort self;
  private final NavigableSet<HostPort> voters;
  private final Instant begun;
  private final Map<HostPort, Instant> heard = new TreeMap<>();
  private @Nullable Promise promise;

  /**
   * @param voters whose majority it takes
   * @param begun when this member began to look for the others
   */
  Founding(HostPort self, List<HostPort> voters, Instant begun) {
    this.self = self;
    this.voters = new TreeSet<>(voters);
    this.begun = begun;
  }

  /** Another that is in no cluster either. */
  void hear(HostPort outsider, Instant now) {
    if (voters.contains(outsider)) {
      heard.put(outsider, now);
    }
  }

  /** Whom this member follows; nobody as long as it still listens. */
  Optional<HostPort> follows(Instant now) {
    if (promise != null && now.isBefore(promise.until)) {
      return Optional.of(promise.to);
    }
    if (now.isBefore(begun.plus(LISTEN))) {
      return Optional.empty();
    }
    Optional<HostPort> lowest =
        voters.stream().filter(voter -> voter.equals(self) || isThere(voter, now)).findFirst();
    promise = lowest.map(to -> new Promise(to, now.plus(PROMISE))).orElse(null);
    return lowest;
  }

  private boolean isThere(HostPort voter, Instant now) {
    Instant last = heard.get(voter);
    return last != null && now.isBefore(last.plus(FRESH));
  }

  /**
   * @param followers who said within the last round that they follow this member
   */
  boolean mayFound(Collection<HostPort> followers, Instant now) {
    NavigableSet<HostPort> votes = new TreeSet<>(followers);
    votes.retainAll(voters);
    votes.remove(self);
    follows(now).filter(self::equals).ifPresent(votes::add);
    return votes.contains(self) && votes.size() >= majority();
  }

  /** How many voters it takes. */
  int majority() {
    return voters.size() / 2 + 1;
  }
}
