package rhizome.ledger.explorer;

/**
 * Units that an address holds.
 *
 * @param coins all of them
 * @param open of these, what the next block may spend, as far as height and time go
 */
public record Sums(long coins, long open, long stake) {

  public static final Sums NOTHING = new Sums(0, 0, 0);
}
