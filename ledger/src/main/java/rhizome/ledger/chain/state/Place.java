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
    ORDER,
    /** Of the block, and of no entry. */
    EVIDENCE
  }

  static Place evidence(int index) {
    return new Place(-1, Part.EVIDENCE, index);
  }

  @Override
  public String toString() {
    if (equals(BLOCK)) {
      return "block";
    }
    return part == Part.EVIDENCE
        ? "block, EVIDENCE %d".formatted(index)
        : "entry %d, %s %d".formatted(entry, part, index);
  }
}
