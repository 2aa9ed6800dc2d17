package rhizome.cli.wallet.file;

import java.time.DateTimeException;
import java.time.Instant;
import rhizome.ledger.condition.Condition;

/** Conditions in few words. */
public final class Whom {

  private Whom() {}

  /** With the address in full, for it is what somebody compares. */
  public static String of(Condition condition) {
    return switch (condition) {
      case Condition.Nil _ -> "anybody";
      case Condition.ToAddress(var address) -> address.toString();
      case Condition.Swap swap ->
          "%s, or after %s back to %s, a swap"
              .formatted(swap.receiver(), time(swap.timeLock()), swap.sender());
      case Condition.TimeLock(var until, var inner) ->
          "%s, locked until %s".formatted(of(inner), until(until));
      case Condition.Multisig terms ->
          "%s, %s of %d"
              .formatted(
                  terms.address(),
                  Long.toUnsignedString(terms.minimum()),
                  terms.addresses().size());
    };
  }

  /** A height, or a time. */
  public static String until(long until) {
    return Long.compareUnsigned(until, Condition.TimeLock.TIME_MIN) < 0
        ? "height " + until
        : time(until);
  }

  /** Unsigned seconds of Unix; as they are where no calendar goes so far. */
  public static String time(long seconds) {
    try {
      return seconds < 0
          ? Long.toUnsignedString(seconds)
          : Instant.ofEpochSecond(seconds).toString();
    } catch (DateTimeException _) {
      return Long.toString(seconds);
    }
  }
}
