package rhizome.grid.healing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why something was done: a sentence, when it became true, and what was behind it. The chain is cut
 * at {@value #DEPTH_MAX} links, the oldest first.
 */
public record Cause(String what, Instant at, Optional<Cause> because) {

  public static final int DEPTH_MAX = 6;

  public static Cause of(String what, Instant at) {
    return new Cause(what, at, Optional.empty());
  }

  /** The next link: {@code what} was done because of this. */
  public Cause leadingTo(String what, Instant when) {
    List<Cause> chain = chain();
    Optional<Cause> kept = Optional.empty();
    for (int i = Math.min(chain.size(), DEPTH_MAX - 1) - 1; i >= 0; i--) {
      kept = Optional.of(new Cause(chain.get(i).what, chain.get(i).at, kept));
    }
    return new Cause(what, when, kept);
  }

  /** What was done, and what began it. */
  public String brief() {
    return because.isEmpty() ? what : what + ": " + root();
  }

  /** What began it. */
  public String root() {
    return chain().getLast().what;
  }

  /** This link, then the one behind it, to the root. */
  public List<Cause> chain() {
    List<Cause> links = new ArrayList<>();
    Optional<Cause> next = Optional.of(this);
    while (next.isPresent()) {
      links.add(next.get());
      next = next.get().because();
    }
    return List.copyOf(links);
  }
}
