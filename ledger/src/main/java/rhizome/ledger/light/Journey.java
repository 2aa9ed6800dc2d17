package rhizome.ledger.light;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way from a header that is trusted to a later one that was shown. If too few of those who are
 * trusted signed it, the header half-way is asked for, and so on: as many steps as sets change, not
 * as there are blocks. (Bisection of "A Tendermint Light Client", arXiv:2010.07031, section 3.)
 *
 * @param ahead what was shown and is not believed yet, the goal first; each is later than the next
 * @param left how many more headers may be asked for
 */
public record Journey(Trust trust, List<Link> ahead, int left) {

  /** Where it stands. */
  public sealed interface Stage {

    /** The goal is believed. */
    record Arrived(Trust trust) implements Stage {}

    /** The header of that height is needed. */
    record Needs(Journey journey, long height) implements Stage {}

    /** What was shown is not believed, and no header in between would change that. */
    record Ended(Doubt doubt) implements Stage {}
  }

  public Journey {
    ahead = List.copyOf(ahead);
  }

  /**
   * To {@code goal}.
   *
   * @param asksMax how many headers are asked for at most; twice the halvings for each time that
   *     more than two thirds of the power change hands are enough
   */
  public static Stage begin(Trust trust, Link goal, int asksMax, Trust.Terms terms) {
    return new Journey(trust, List.of(goal), asksMax).goOn(terms);
  }

  /** With what was needed. */
  public Stage with(Link link, Trust.Terms terms) {
    long height = link.header().height();
    if (height != between(trust, ahead.getLast())) {
      return new Stage.Ended(height > trust.height() ? Doubt.OTHER_HEADER : Doubt.NOT_LATER);
    }
    List<Link> more = new ArrayList<>(ahead);
    more.add(link);
    return new Journey(trust, more, left).goOn(terms);
  }

  private Stage goOn(Trust.Terms terms) {
    Trust now = trust;
    List<Link> open = new ArrayList<>(ahead);
    while (!open.isEmpty()) {
      Link next = open.getLast();
      Optional<Doubt> doubt = now.doubt(next, terms);
      if (doubt.isEmpty()) {
        now = Trust.of(open.removeLast());
      } else if (doubt.get() == Doubt.TOO_FEW_TRUSTED && left > 0) {
        return new Stage.Needs(new Journey(now, open, left - 1), between(now, next));
      } else {
        return new Stage.Ended(doubt.get());
      }
    }
    return new Stage.Arrived(now);
  }

  /** Half-way; the header after the one that is trusted is never doubted for too few. */
  private static long between(Trust trust, Link link) {
    return trust.height() + (link.header().height() - trust.height()) / 2;
  }
}
