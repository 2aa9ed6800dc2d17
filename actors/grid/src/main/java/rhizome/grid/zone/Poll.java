package rhizome.grid.zone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import rhizome.kernel.NodeId;

/**
 * Counts who has noted the signs of life of the nodes of one member. A later sign stands for the
 * earlier ones of its boot: who noted it heard the boot no earlier. Times are of a clock that only
 * runs forward, counted from any moment.
 */
public final class Poll {

  private static final class Ballot {
    final Map<String, Long> noted = new TreeMap<>();
    Sign newest;
    Duration at;
    Duration sent;
    long renewed;

    Ballot(Sign newest, Duration at) {
      this.newest = newest;
      this.at = at;
      this.sent = at;
    }
  }

  private final Duration kept;
  private final Map<NodeId, Ballot> ballots = new TreeMap<>();
  private Quorum quorum = Quorum.NOBODY;

  /**
   * @param kept how long a sign is asked about; no longer than a lease
   */
  public Poll(Duration kept) {
    this.kept = kept;
  }

  public Quorum quorum() {
    return quorum;
  }

  /**
   * Others vote from now on. What was noted so far was noted by other voters and counts no more;
   * whatever is open is to be sent to these.
   */
  public List<Sign> vote(Quorum voters) {
    quorum = voters;
    List<Sign> again = new ArrayList<>();
    ballots
        .values()
        .forEach(
            ballot -> {
              ballot.noted.clear();
              again.add(ballot.newest);
            });
    return again;
  }

  /** A sign to be noted; it stands for all earlier ones of its node. */
  public void open(Sign sign, Duration now) {
    Ballot known = ballots.get(sign.node());
    if (known == null || !known.newest.boot().equals(sign.boot())) {
      ballots.put(sign.node(), new Ballot(sign, now));
    } else if (sign.number() > known.newest.number()) {
      known.newest = sign;
      known.at = now;
      known.sent = now;
    }
  }

  /** This voter has noted it. Answers the sign that a majority has noted by that, if it is new. */
  public Optional<Sign> noted(String voter, Sign sign) {
    Ballot ballot = ballots.get(sign.node());
    if (ballot == null
        || !ballot.newest.boot().equals(sign.boot())
        || !quorum.voters().contains(voter)) {
      return Optional.empty();
    }
    ballot.noted.merge(voter, sign.number(), Math::max);
    Optional<Long> number = quorum.agreed(ballot.noted).filter(n -> n > ballot.renewed);
    number.ifPresent(n -> ballot.renewed = n);
    return number.map(n -> new Sign(sign.node(), sign.boot(), n));
  }

  /** What was sent {@code patience} ago and is not yet noted by a majority, to be sent again. */
  public List<Sign> again(Duration patience, Duration now) {
    List<Sign> again = new ArrayList<>();
    Iterator<Ballot> all = ballots.values().iterator();
    while (all.hasNext()) {
      Ballot ballot = all.next();
      boolean open = ballot.renewed < ballot.newest.number();
      if (ballot.at.plus(kept).compareTo(now) <= 0) {
        all.remove();
      } else if (open && ballot.sent.plus(patience).compareTo(now) <= 0) {
        ballot.sent = now;
        again.add(ballot.newest);
      }
    }
    return again;
  }

  /** Whose signs are counted at present. */
  public Set<NodeId> nodes() {
    return Collections.unmodifiableSet(ballots.keySet());
  }
}
