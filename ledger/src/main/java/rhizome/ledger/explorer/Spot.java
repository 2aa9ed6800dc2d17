package rhizome.ledger.explorer;

import java.util.Comparator;

/** Where in a chain something was done: in which block, and by which of its entries. */
public record Spot(long height, int place) implements Comparable<Spot> {

  private static final Comparator<Spot> ORDER =
      Comparator.comparingLong(Spot::height).thenComparingInt(Spot::place);

  /** What a block does by itself, as its payouts are. */
  public static Spot byBlock(long height) {
    return new Spot(height, Line.BY_BLOCK);
  }

  public boolean isByBlock() {
    return place == Line.BY_BLOCK;
  }

  @Override
  public int compareTo(Spot other) {
    return ORDER.compare(this, other);
  }
}
