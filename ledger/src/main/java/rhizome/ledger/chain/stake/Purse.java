package rhizome.ledger.chain.stake;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/**
 * Coins that are kept for a validator and for those bonded to it. What is shared is written down
 * once, as units of coins for each unit of stake since the first block: one bonded at one index and
 * gone at another has earned the difference for each of its units. That is a whole number; what
 * does not come to one more for each unit is carried to the next block.
 *
 * @param held all coins kept here
 * @param own of these, what is the validator's
 * @param carry of these, what is to be shared next
 * @param index what was shared, for each unit of stake
 */
public record Purse(long held, long own, long carry, long index) {

  public static final Purse EMPTY = new Purse(0, 0, 0, 0);

  public Purse {
    if (own < 0 || carry < 0 || index < 0 || own > held - carry) {
      throw new Malformed("purse", "no less than " + own + " and " + carry + ", not " + held);
    }
  }

  static Purse read(Reader reader) {
    return new Purse(
        Natural.read(reader), Natural.read(reader), Natural.read(reader), Natural.read(reader));
  }

  void write(Writer writer) {
    writer.u64(held).u64(own).u64(carry).u64(index);
  }

  /** With so much more for the validator, and for the {@code bonded} units to share. */
  public Purse credited(long forItself, long shared, long bonded) {
    long all = Math.addExact(held, Math.addExact(forItself, shared));
    long next = carry + shared;
    return bonded == 0
        ? new Purse(all, own + forItself, next, index)
        : new Purse(all, own + forItself, next % bonded, index + next / bonded);
  }

  /** What so many units have earned since {@code then}. */
  public long owed(long units, long then) {
    return Math.multiplyExact(units, index - then);
  }

  public Purse without(long paid) {
    return new Purse(held - paid, own, carry, index);
  }

  /** After the validator was paid its own. */
  public Purse paidOut() {
    return new Purse(held - own, 0, carry, index);
  }
}
