package rhizome.ledger.chain.stake;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.key.PublicKey;

/**
 * How what a block brings is shared: a part to its proposer, and the rest by power to those who
 * signed the certificate of the block before. What does not divide is the proposer's.
 *
 * @param proposerParts of 10,000
 */
public record Shares(PublicKey proposer, int proposerParts, List<Validator> signers) {

  /** Coins for a validator itself, and for all that are bonded to it. */
  public record Credit(PublicKey validator, long own, long shared) {}

  public Shares {
    signers = List.copyOf(signers);
  }

  /** What each has of {@code coins}, by key; comes to {@code coins} exactly. */
  SortedMap<PublicKey, Long> of(long coins) {
    SortedMap<PublicKey, Long> shares = new TreeMap<>((a, b) -> a.octets().compareTo(b.octets()));
    long power = 0;
    for (Validator signer : signers) {
      power += signer.power();
    }
    long rest = coins - scaled(coins, proposerParts, Terms.PARTS);
    long left = coins;
    for (Validator signer : signers) {
      long share = scaled(rest, signer.power(), power);
      shares.merge(signer.key(), share, Math::addExact);
      left -= share;
    }
    shares.merge(proposer, left, Math::addExact);
    return shares;
  }

  /** The same, parted into what is the validator's by its terms and what is shared. */
  public List<Credit> credits(long coins, Function<PublicKey, Terms> terms) {
    List<Credit> credits = new ArrayList<>();
    of(coins)
        .forEach(
            (key, share) -> {
              long own = scaled(share, terms.apply(key).commission(), Terms.PARTS);
              if (share > 0) {
                credits.add(new Credit(key, own, share - own));
              }
            });
    return credits;
  }

  /** So many of so many parts, rounded down. */
  private static long scaled(long units, long parts, long of) {
    return BigInteger.valueOf(units)
        .multiply(BigInteger.valueOf(parts))
        .divide(BigInteger.valueOf(of))
        .longValueExact();
  }
}
