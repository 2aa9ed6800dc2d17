package rhizome.ledger.founding;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Chapter;
import rhizome.ledger.chain.state.Plugin;
import rhizome.ledger.chain.state.RuleBook;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.WalletSeed;

/**
 * A chain to try things on: validators of equal stake, and one treasury that has all coins, may
 * mint more, and owns all stake.
 *
 * @param keys what the validators' keys are made from
 */
public record Development(Constitution constitution, WalletSeed treasury, List<Hash> keys) {

  /** Units of one coin, as on the chains of the seed. */
  public static final long COIN = 1_000_000_000;

  private static final long COINS = 1_000_000 * COIN;
  private static final long STAKE = 100_000;

  /** A tenth. */
  private static final int COMMISSION = 1_000;

  /**
   * A usual transfer of 250 bytes pays 0.00025 coins; a block is worth one. Epochs are short, so
   * that what is delegated or unbonded shows within the hour on a chain that idles.
   */
  public static final Chapter CHAPTER =
      new Chapter(
          Chapter.Limits.USUAL,
          new Chapter.Charges(1_000, 1_000, COIN, 10),
          List.of(Plugin.MINTING, Plugin.BURNING),
          Optional.of(new Staking(100, 64, 1_000, 1_000, Staking.FOR_EVER, 1_000, 500, 3)));

  private static final RuleBook RULES = RuleBook.of(CHAPTER);

  public Development {
    keys = List.copyOf(keys);
  }

  /**
   * @param time at which it begins, in milliseconds of Unix
   * @param chance of the treasury and then of each validator; nobody else may know it
   * @param commitment what a validator with that secret commits its beacon to
   */
  public static Development of(long time, List<Hash> chance, UnaryOperator<Hash> commitment) {
    if (chance.size() < 2) {
      throw new IllegalArgumentException("a chain that nobody votes on");
    }
    Iterator<Hash> secrets = chance.iterator();
    WalletSeed treasury = WalletSeed.of(secrets.next());
    Condition owner = new Condition.ToAddress(Address.of(treasury.key(0).publicKey()));
    List<Hash> keys = new ArrayList<>();
    List<Founder> founders = new ArrayList<>();
    while (secrets.hasNext()) {
      Hash secret = secrets.next();
      keys.add(secret);
      Terms terms = new Terms(owner, COMMISSION, commitment.apply(secret));
      founders.add(new Founder(KeyPair.of(secret).publicKey(), terms, new Holding(STAKE, owner)));
    }
    Genesis genesis =
        new Genesis(
            time,
            List.of(new Holding(COINS, owner)),
            List.of(),
            Optional.of(owner),
            Optional.empty(),
            List.of(),
            founders);
    return new Development(new Constitution(genesis, RULES), treasury, keys);
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "the development chain " + constitution.chain();
  }
}
