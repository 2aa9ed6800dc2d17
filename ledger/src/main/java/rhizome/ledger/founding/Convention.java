package rhizome.ledger.founding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.codec.Malformed;

/** Hosts that found a chain together; it is the same in whatever order they are named. */
public final class Convention {

  private static final Comparator<Founder> BY_KEY = Comparator.comparing(it -> it.key().octets());

  private Convention() {}

  /**
   * @param time at which it begins, in milliseconds of Unix
   * @param treasury all coins there are, and who mints where the rules let anybody
   * @param chapter what is asked of its blocks from the first on; has rules of stake
   */
  public static Constitution of(
      long time, Holding treasury, List<Founder> founders, Chapter chapter) {
    check(founders, chapter.staking().orElseThrow());
    Genesis genesis =
        new Genesis(
            time,
            treasury.units() == 0 ? List.of() : List.of(treasury),
            List.of(),
            Optional.of(treasury.condition()).filter(_ -> mints(chapter)),
            Optional.empty(),
            List.of(),
            founders.stream().sorted(BY_KEY).toList());
    return new Constitution(genesis, RuleBook.of(chapter));
  }

  private static boolean mints(Chapter chapter) {
    return chapter.plugins().contains(Plugin.MINTING);
  }

  /** Whoever is beyond what the rules ask would vote in the first epoch and in no other. */
  private static void check(List<Founder> founders, Staking staking) {
    if (founders.isEmpty() || founders.size() > staking.validatorsMax()) {
      throw new Malformed(
          "founders", "1 to %d, not %d".formatted(staking.validatorsMax(), founders.size()));
    }
    for (Founder founder : founders) {
      if (founder.stake().units() < staking.bondMin()) {
        throw new Malformed(
            "stake of " + founder.key(),
            "%d at least, not %d".formatted(staking.bondMin(), founder.stake().units()));
      }
    }
  }
}
