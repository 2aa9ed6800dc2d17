package rhizome.ledger.pobs;

import java.util.Optional;
import rhizome.ledger.block.BlockId;

/**
 * What is known of a chain: its last right block, how many there are with the first, their weight,
 * and the first that is wrong.
 */
public record Report(BlockId tip, long blocks, Weight weight, Optional<Fault> fault) {

  /** A block that is wrong: which, how, and in figures. */
  public record Fault(long height, BlockId block, Wrong wrong, String details) {

    @Override
    public String toString() {
      return "block %d (%s): %s, %s".formatted(height, block, wrong, details);
    }
  }

  public boolean isRight() {
    return fault.isEmpty();
  }
}
