package rhizome.ledger.wallet;

import java.util.ArrayList;
import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;

/** What is to be paid, with a fee of so many percent of the least that the rules ask for. */
public record Payment(List<Holding> outputs, Bytes note, int feePercent) {

  /** Some more than the least, so that an entry does not wait behind all others. */
  public static final int FEE_PERCENT = 120;

  private static final int FEE_PERCENT_MIN = 100;

  public Payment {
    outputs = List.copyOf(outputs);
    sum(outputs);
    if (feePercent < FEE_PERCENT_MIN) {
      throw new IllegalArgumentException("a fee below the least: " + feePercent + " %");
    }
  }

  public static Payment of(Holding... outputs) {
    return new Payment(List.of(outputs), Bytes.EMPTY, FEE_PERCENT);
  }

  public static Payment to(Address address, long units) {
    return of(new Holding(units, new Condition.ToAddress(address)));
  }

  /** To be opened from a height or a time in seconds of Unix on. */
  public static Payment locked(Address address, long units, long until) {
    var inner = new Condition.ToAddress(address);
    return of(new Holding(units, new Condition.TimeLock(until, inner)));
  }

  Payment plus(Holding more) {
    List<Holding> all = new ArrayList<>(outputs);
    all.add(more);
    return new Payment(all, note, feePercent);
  }

  long units() {
    return sum(outputs);
  }

  private static long sum(List<Holding> outputs) {
    long sum = 0;
    for (Holding output : outputs) {
      sum = Math.addExact(sum, output.units());
    }
    return sum;
  }
}
