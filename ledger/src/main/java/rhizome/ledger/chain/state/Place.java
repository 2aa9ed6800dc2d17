package rhizome.ledger.chain.state;

/** Where in a block: in which entry, or none, in which part of it, and which of these. */
public record Place(int entry, Part part, int index) {

  /** The whole block. */
  public static final Place BLOCK = new Place(-1, Part.WHOLE, 0);

  /** What of an entry, or of the block, is spoken of. */
  public enum Part {
    WHOLE,
    COIN_INPUT,
    COIN_OUTPUT,
    STAKE_INPUT,
    STAKE_OUTPUT,
    ORDER
  }

  @Override
  public String toString() {
    return entry < 0 ? "block" : "entry %d, %s %d".formatted(entry, part, index);
  }
}
