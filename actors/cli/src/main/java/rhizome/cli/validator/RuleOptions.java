package rhizome.cli.validator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.ledger.Coins;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.founding.Development;

/** What may differ from the rules of the chain that is there to try things. */
final class RuleOptions {

  @Option(
      names = "--reward",
      paramLabel = "AMOUNT",
      converter = Coins.class,
      description = "Coins that a block is worth (default: 1).")
  private @Nullable Long reward;

  @Option(
      names = "--epoch",
      paramLabel = "BLOCKS",
      description = "For which the same validators vote (default: 100).")
  private @Nullable Long epoch;

  @Option(
      names = "--unbonding",
      paramLabel = "BLOCKS",
      description = "For which stake that left answers on (default: 1000).")
  private @Nullable Long unbonding;

  @Option(
      names = "--bond-min",
      paramLabel = "STAKE",
      description = "That is bonded at least to who votes (default: 1000).")
  private @Nullable Long bondMin;

  @Option(names = "--no-minting", description = "Nobody makes more coins than blocks are worth.")
  private boolean fixed;

  Chapter chapter() {
    Chapter usual = Development.CHAPTER;
    var charges = usual.charges();
    try {
      return new Chapter(
          usual.limits(),
          new Chapter.Charges(
              charges.feePerByte(),
              charges.dustMax(),
              or(reward, charges.reward()),
              charges.maturity()),
          fixed ? List.of(Plugin.BURNING) : usual.plugins(),
          usual.staking().map(this::staking));
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, "these are no rules of a chain: " + e.getMessage());
    }
  }

  private Staking staking(Staking usual) {
    return new Staking(
        or(epoch, usual.epochBlocks()),
        usual.validatorsMax(),
        or(bondMin, usual.bondMin()),
        or(unbonding, usual.unbonding()),
        usual.freeze(),
        usual.proposerParts(),
        usual.commissionRiseMax(),
        usual.evidenceMax());
  }

  private static long or(@Nullable Long given, long usual) {
    return Optional.ofNullable(given).orElse(usual);
  }
}
