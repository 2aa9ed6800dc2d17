package rhizome.ledger.pobs;

import java.math.BigInteger;
import rhizome.ledger.block.Block;
import rhizome.ledger.money.Amount;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;

/**
 * What the chains of the seed differ in. Times in seconds, but {@code delay} and {@code window} are
 * blocks: how far back the stake modifier begins, and over how many a target is adjusted.
 */
public record Parameters(
    Numbering numbering,
    long blockTime,
    long delay,
    long stakeAging,
    int window,
    Ratio easierMax,
    Amount creatorFee) {

  /** Bytes of a block, on all of them. */
  public static final int BLOCK_MAX = 2_000_000;

  /** A block may not be older than the median of so many before it. */
  public static final int MEDIAN_WINDOW = 11;

  private static final long COIN = 1_000_000_000;
  private static final Ratio MAIN = new Ratio(25, 10);
  private static final Ratio DEVELOPMENT = new Ratio(120, 100);

  public static final Parameters TFCHAIN_MAIN =
      new Parameters(Numbering.TFCHAIN, 120, 2000, 131_072, 1000, MAIN, Amount.of(COIN));

  public static final Parameters TFCHAIN_TEST =
      new Parameters(Numbering.TFCHAIN, 120, 2000, 64, 1000, MAIN, Amount.of(10 * COIN));

  public static final Parameters RIVCHAIN_STANDARD =
      new Parameters(Numbering.RIVCHAIN, 120, 2000, 86_400, 1000, MAIN, Amount.of(COIN));

  public static final Parameters RIVCHAIN_TEST =
      new Parameters(Numbering.RIVCHAIN, 120, 2000, 64, 1000, MAIN, Amount.of(COIN));

  public static final Parameters RIVCHAIN_DEVNET =
      new Parameters(Numbering.RIVCHAIN, 12, 2000, 1024, 20, DEVELOPMENT, Amount.of(COIN));

  public Parameters {
    if (blockTime <= 0 || delay < 0 || stakeAging < 0 || window < 2) {
      throw new IllegalArgumentException("no chain of these: " + blockTime + ", " + window);
    }
  }

  /** A target may become that much smaller at once: the inverse of how much greater. */
  public Ratio harderMax() {
    return easierMax.inverse();
  }

  /** The target of the block after the first: one win in a block's time for all the stake. */
  public Target rootTarget(Block genesis) {
    BigInteger stake =
        genesis.transactions().stream()
            .flatMap(transaction -> transaction.transfer().stakeOutputs().stream())
            .map(Output::value)
            .reduce(Amount.ZERO, Amount::plus)
            .units();
    BigInteger difficulty = stake.multiply(BigInteger.valueOf(blockTime));
    return Target.ofDifficulty(difficulty.max(BigInteger.ONE));
  }
}
