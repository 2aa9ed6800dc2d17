package rhizome.ledger.chain.state;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.consensus.vote.Proposal;

/**
 * What is asked of a block and of its entries from some height on. Without {@code staking} nobody
 * enrols, nothing is bonded, and the validators stay who they are.
 */
public record Chapter(
    Limits limits, Charges charges, List<Plugin> plugins, Optional<Staking> staking) {

  /** Bytes are those of the codec; inputs and outputs are those of coins and stake together. */
  public record Limits(
      int blockBytesMax, int entryBytesMax, int inputsMax, int outputsMax, int noteBytesMax) {

    public static final Limits USUAL = new Limits(2_000_000, 16_000, 250, 250, 512);
  }

  /**
   * Units of coins: what an entry pays for each byte, what an output has to be more than not to be
   * dust, and what a block is worth; its payouts can be spent {@code maturity} blocks later.
   */
  public record Charges(int feePerByte, long dustMax, long reward, long maturity) {

    public static final Charges NONE = new Charges(0, 0, 0, 0);

    public Charges {
      if (feePerByte < 0 || dustMax < 0 || reward < 0 || maturity < 0) {
        throw new IllegalArgumentException("a charge below zero");
      }
    }

    /** What an entry of so many bytes has to pay. */
    public long feeMin(int bytes) {
      return (long) feePerByte * bytes;
    }
  }

  public Chapter(Limits limits, Charges charges, List<Plugin> plugins) {
    this(limits, charges, plugins, Optional.empty());
  }

  public Chapter {
    plugins = List.copyOf(plugins);
    long evidence = staking.map(Staking::evidenceMax).orElse(0) * 2L * Proposal.SIZE;
    if (evidence > limits.blockBytesMax() / 2) {
      throw new IllegalArgumentException(
          "%d bytes of evidence take more than half of a block of %d"
              .formatted(evidence, limits.blockBytesMax()));
    }
  }

  boolean has(Plugin plugin) {
    return plugins.contains(plugin);
  }
}
