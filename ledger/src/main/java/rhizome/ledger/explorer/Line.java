package rhizome.ledger.explorer;

import java.util.Comparator;

/**
 * What one entry of a block, or the block itself, did to an address: units of coins and of stake
 * that came and that went.
 *
 * @param place number of the entry in its block; {@link #BY_BLOCK} for payouts and wages
 * @param whole whether all that went is counted; not what was made before the history begins
 */
public record Line(
    long height,
    int place,
    long coinsCame,
    long coinsWent,
    long stakeCame,
    long stakeWent,
    boolean whole)
    implements Comparable<Line> {

  /** After all entries of a block. */
  public static final int BY_BLOCK = Integer.MAX_VALUE;

  private static final Comparator<Line> ORDER =
      Comparator.comparingLong(Line::height).thenComparingInt(Line::place);

  /** Stands for a place, whatever happened there. */
  public static Line at(long height, int place) {
    return new Line(height, place, 0, 0, 0, 0, true);
  }

  Line came(long units, boolean stake) {
    return stake
        ? plus(new Line(height, place, 0, 0, units, 0, true))
        : plus(new Line(height, place, units, 0, 0, 0, true));
  }

  Line went(long units, boolean stake) {
    return stake
        ? plus(new Line(height, place, 0, 0, 0, units, true))
        : plus(new Line(height, place, 0, units, 0, 0, true));
  }

  /** Something went, and nobody knows how much. */
  Line broken() {
    return plus(new Line(height, place, 0, 0, 0, 0, false));
  }

  private Line plus(Line other) {
    return new Line(
        height,
        place,
        Math.addExact(coinsCame, other.coinsCame),
        Math.addExact(coinsWent, other.coinsWent),
        Math.addExact(stakeCame, other.stakeCame),
        Math.addExact(stakeWent, other.stakeWent),
        whole && other.whole);
  }

  /** By height and place only: an address has one line for each. */
  @Override
  public int compareTo(Line other) {
    return ORDER.compare(this, other);
  }
}
