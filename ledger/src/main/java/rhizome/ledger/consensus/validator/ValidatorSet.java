package rhizome.ledger.consensus.validator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** The validators of one height, ordered by their keys, so that each has a number from 0. */
public final class ValidatorSet {

  public static final int VALIDATORS_MAX = 1024;

  private static final Comparator<Validator> BY_KEY = Comparator.comparing(v -> v.key().octets());

  private final List<Validator> validators;
  private final long total;

  private ValidatorSet(List<Validator> validators) {
    if (validators.isEmpty() || validators.size() > VALIDATORS_MAX) {
      throw new Malformed("validators", "1 to " + VALIDATORS_MAX + ", not " + validators.size());
    }
    for (int i = 1; i < validators.size(); i++) {
      if (BY_KEY.compare(validators.get(i - 1), validators.get(i)) >= 0) {
        throw new Malformed("validator " + i, "a key above the one before");
      }
    }
    this.validators = List.copyOf(validators);
    this.total = total(validators);
  }

  /** In any order; refuses a key that is there twice, and more power than can be reckoned with. */
  public static ValidatorSet of(Collection<Validator> validators) {
    List<Validator> sorted = new ArrayList<>(validators);
    sorted.sort(BY_KEY);
    return new ValidatorSet(sorted);
  }

  /** Three times the total fits a long, so that thirds are compared without rounding. */
  private static long total(List<Validator> validators) {
    try {
      long sum = 0;
      for (Validator validator : validators) {
        sum = Math.addExact(sum, validator.power());
      }
      return Math.multiplyExact(sum, 3L) / 3;
    } catch (ArithmeticException _) {
      throw new Malformed("validators", "a total power of at most " + Long.MAX_VALUE / 3);
    }
  }

  public static ValidatorSet read(Reader reader) {
    return new ValidatorSet(reader.list(Validator.SIZE, Validator::read));
  }

  public void write(Writer writer) {
    writer.list(validators, (to, each) -> each.write(to));
  }

  public int size() {
    return validators.size();
  }

  public Validator get(int number) {
    return validators.get(number);
  }

  public List<Validator> all() {
    return validators;
  }

  public long total() {
    return total;
  }

  /** The number of a validator, below zero if this is none of them. */
  public int number(PublicKey key) {
    int low = 0;
    int high = validators.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = validators.get(middle).key().octets().compareTo(key.octets());
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  public boolean has(PublicKey key) {
    return number(key) >= 0;
  }

  /** More than two thirds: two such have somebody honest in common. */
  public boolean isQuorum(long power) {
    return power * 3 > total * 2;
  }

  /** More than one third: somebody honest is among them. */
  public boolean isMinority(long power) {
    return power * 3 > total;
  }

  /** Whose turn it is, drawn by power: everybody who knows the seed draws the same. */
  public Validator proposer(Hash seed, long height, int round) {
    long ticket = Draw.below(total, seed, height, round);
    long left = ticket;
    for (Validator validator : validators) {
      left -= validator.power();
      if (left < 0) {
        return validator;
      }
    }
    throw new IllegalStateException("ticket " + ticket + " of " + total + " is nobody's");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValidatorSet that && validators.equals(that.validators);
  }

  @Override
  public int hashCode() {
    return validators.hashCode();
  }

  @Override
  public String toString() {
    return validators.toString();
  }
}
