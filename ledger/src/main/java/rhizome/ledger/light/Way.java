package rhizome.ledger.light;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.consensus.validator.ValidatorSet;

/**
 * The headers after which others vote, the earliest first. By some of them one who trusts an early
 * set comes to a late one, though the two have nobody in common and no block is kept (ADR 0037).
 */
public record Way(List<Link> links) {

  public static final Way NONE = new Way(List.of());

  /** Headers shown at a time; after each most of the power has changed hands. */
  public static final int SHOWN_MAX = 64;

  public Way {
    links = List.copyOf(links);
  }

  /** With the last header, if others vote on the next, and without those below {@code oldest}. */
  public Way with(Link last, long oldest) {
    boolean known = !links.isEmpty() && links.getLast().header().height() >= height(last);
    boolean turns = !known && !last.header().validators().equals(last.header().next());
    if (!turns && (links.isEmpty() || height(links.getFirst()) >= oldest)) {
      return this;
    }
    List<Link> kept = new ArrayList<>(links);
    if (turns) {
      kept.add(last);
    }
    kept.removeIf(it -> height(it) < oldest);
    return new Way(kept);
  }

  /**
   * As few of them as lead to {@code goal}; nothing if they do not.
   *
   * @param height of the header that is trusted
   * @param trusted who votes on the next
   */
  public Optional<List<Link>> between(long height, ValidatorSet trusted, Link goal) {
    List<Link> shown = new ArrayList<>();
    long at = height;
    ValidatorSet set = trusted;
    while (!Trust.carries(set, goal)) {
      Optional<Link> next = farthest(at, set, height(goal));
      if (next.isEmpty() || shown.size() == SHOWN_MAX) {
        return Optional.empty();
      }
      shown.add(next.get());
      at = height(next.get());
      set = next.get().next();
    }
    return Optional.of(shown);
  }

  private Optional<Link> farthest(long above, ValidatorSet trusted, long below) {
    return links.reversed().stream()
        .filter(it -> height(it) > above && height(it) < below)
        .filter(it -> Trust.carries(trusted, it))
        .findFirst();
  }

  private static long height(Link link) {
    return link.header().height();
  }
}
