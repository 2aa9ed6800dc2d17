package rhizome.ledger.chain.stake;

import rhizome.ledger.chain.Terms;
import rhizome.ledger.consensus.validator.ValidatorSet;

/**
 * What a chapter asks of stake.
 *
 * @param epochBlocks how many blocks one validator set stays
 * @param validatorsMax how many are in it at most
 * @param bondMin how many units are bonded at least to one who is in it
 * @param unbonding for how many blocks stake still answers after the last epoch it counted in, and
 *     how old a misdeed may be that is shown
 * @param freeze for how many blocks stake of the guilty stays where it is, or {@link #FOR_EVER}
 * @param proposerParts of 10,000 of reward and fees, for whoever made the block
 * @param commissionRiseMax by how many parts a commission may rise in one epoch
 * @param evidenceMax how many pieces of evidence a block may hold
 */
public record Staking(
    long epochBlocks,
    int validatorsMax,
    long bondMin,
    long unbonding,
    long freeze,
    int proposerParts,
    int commissionRiseMax,
    int evidenceMax) {

  public static final long FOR_EVER = Long.MAX_VALUE;

  /** Far above any height, and far from what overflows. */
  private static final long BLOCKS_MAX = 1L << 60;

  public Staking {
    require(epochBlocks > 0 && epochBlocks <= BLOCKS_MAX, "blocks of an epoch", epochBlocks);
    require(
        validatorsMax > 0 && validatorsMax <= ValidatorSet.VALIDATORS_MAX,
        "validators",
        validatorsMax);
    require(bondMin > 0, "units bonded", bondMin);
    require(unbonding > 0 && unbonding <= BLOCKS_MAX, "blocks to unbond", unbonding);
    require(freeze > 0, "blocks frozen", freeze);
    require(proposerParts >= 0 && proposerParts <= Terms.PARTS, "parts", proposerParts);
    require(commissionRiseMax >= 0, "parts of a rise", commissionRiseMax);
    require(evidenceMax >= 0, "pieces of evidence", evidenceMax);
  }

  private static void require(boolean right, String what, long given) {
    if (!right) {
      throw new IllegalArgumentException(given + " " + what);
    }
  }
}
