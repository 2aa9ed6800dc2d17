package rhizome.grid.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import rhizome.blueprints.scale.Pace;
import rhizome.blueprints.scale.Scale;

/**
 * What was advised for one service lately, and what came of it. It is kept in memory only: a new
 * one knows nothing, so it takes nothing away before it has looked on for a whole window.
 *
 * @param since when it began
 * @param replicas what there shall be, as far as it knows
 */
public record Course(Instant since, int replicas, List<Advised> advised, List<Moved> moved) {

  /** Advice that was given then. */
  public record Advised(Instant at, int replicas) {}

  /** So many more were wanted from then on, or fewer. */
  public record Moved(Instant at, int by) {}

  /** What to do. */
  public record Decided(int from, int to, String why) {}

  /** Where it is after a look, and what to do. */
  public record Next(Course course, Optional<Decided> decided) {}

  public Course {
    advised = List.copyOf(advised);
    moved = List.copyOf(moved);
  }

  public static Course begin(int replicas, Instant at) {
    return new Course(at, replicas, List.of(), List.of());
  }

  /** Whom somebody else scaled, or another revision, begins anew. */
  public Next next(Followed followed, Advice advice, Instant at) {
    Course known = followed.replicas() == replicas ? this : begin(followed.replicas(), at);
    return known.advised(followed, advice, at);
  }

  private Next advised(Followed followed, Advice advice, Instant at) {
    Scale scale = followed.scale();
    List<Advised> all = new ArrayList<>(advised);
    all.removeIf(old -> isBefore(old.at, longer(scale.up().window(), scale.down().window()), at));
    all.add(new Advised(at, advice.replicas()));
    List<Moved> moves = new ArrayList<>(moved);
    moves.removeIf(old -> isBefore(old.at, longer(scale.up().every(), scale.down().every()), at));
    Course course = new Course(since, replicas, all, moves);
    int to = course.wanted(followed, at);
    if (to == replicas) {
      return new Next(course, Optional.empty());
    }
    moves.add(new Moved(at, to - replicas));
    String why =
        to == advice.replicas()
            ? advice.why()
            : "%s asks for %d".formatted(advice.why(), advice.replicas());
    return new Next(new Course(since, to, all, moves), Optional.of(new Decided(replicas, to, why)));
  }

  private int wanted(Followed followed, Instant at) {
    Scale scale = followed.scale();
    if (replicas == 0) {
      return 0; // nothing is measured of what is not there; a human brings it back
    }
    int more = within(scale.up().window(), at).min().orElse(replicas);
    int fewer = within(scale.down().window(), at).max().orElse(replicas);
    int wanted = replicas;
    if (more > replicas && hasLookedFor(scale.up().window(), at)) {
      wanted = Math.min(more, most(scale.up(), at));
    } else if (fewer < replicas && hasLookedFor(scale.down().window(), at)) {
      wanted = Math.max(fewer, least(scale.down(), at));
    }
    return Math.clamp(wanted, Math.min(followed.fewest(), replicas), scale.max());
  }

  private boolean hasLookedFor(Duration window, Instant at) {
    return !isBefore(at, window.negated(), since);
  }

  private IntStream within(Duration window, Instant at) {
    return advised.stream()
        .filter(one -> !isBefore(one.at, window, at))
        .mapToInt(Advised::replicas);
  }

  /** The most there may be, given how many came within the last {@code every}. */
  private int most(Pace pace, Instant at) {
    int before = replicas - came(pace, at, 1);
    long share = (long) Math.ceil(before * (1 + pace.share() / 100.0));
    return Math.toIntExact(
        Math.max(replicas, Math.min(Integer.MAX_VALUE, Math.max(share, before + pace.count()))));
  }

  private int least(Pace pace, Instant at) {
    int before = replicas + came(pace, at, -1);
    int share = (int) Math.floor(before * (1 - Math.min(100, pace.share()) / 100.0));
    return Math.min(replicas, Math.min(share, before - pace.count()));
  }

  private int came(Pace pace, Instant at, int sign) {
    return moved.stream()
        .filter(one -> one.at.plus(pace.every()).isAfter(at))
        .mapToInt(one -> Math.max(0, sign * one.by))
        .sum();
  }

  private static boolean isBefore(Instant one, Duration span, Instant at) {
    return one.isBefore(at.minus(span));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
