package rhizome.grid.zone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.kernel.Seed;

/**
 * The control members who decide together who is alive. Any two majorities of them have a member in
 * common: what one majority heard, no other can fail to have heard.
 *
 * @param least how many decide at least, however few are left: as many as it takes to found the
 *     cluster. Members that lost each other in turns may each be the majority of who they still
 *     know; they are not the majority of who was there.
 */
public record Quorum(SortedSet<String> voters, int least) {

  public static final Quorum NOBODY = of(new TreeSet<>());

  public Quorum {
    if (least < 1) {
      throw new IllegalArgumentException("nobody cannot decide");
    }
    voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
  }

  public static Quorum of(Collection<String> voters) {
    return of(voters, 1);
  }

  public static Quorum of(Collection<String> voters, int least) {
    return new Quorum(new TreeSet<>(voters), least);
  }

  /** How many decide. Of nobody there is no majority. */
  public int majority() {
    return Math.max(voters.size() / 2 + 1, least);
  }

  /** A number for who votes, so that only votes of the same voters are counted together. */
  public long view() {
    Seed view = new Seed(voters.size());
    for (String voter : voters) {
      view = view.fork(voter);
    }
    return view.value();
  }

  /** What a majority has at least; empty without answers of a majority. */
  public <T extends Comparable<? super T>> Optional<T> agreed(Map<String, T> answers) {
    List<T> counted = new ArrayList<>();
    answers.forEach(
        (voter, answer) -> {
          if (voters.contains(voter)) {
            counted.add(answer);
          }
        });
    if (counted.size() < majority()) {
      return Optional.empty();
    }
    counted.sort(Comparator.reverseOrder());
    return Optional.of(counted.get(majority() - 1));
  }
}
