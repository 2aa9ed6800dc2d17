package rhizome.cli.wallet.grid;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.key.PublicKey;

/** What stands on the command line beside amounts. */
public final class Given {

  private Given() {}

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (Malformed e) {
      throw new TypeConversionException("'%s' is no address: %s".formatted(text, e.getMessage()));
    }
  }

  private static Address address(String text, int type, String what) {
    Address address = address(text);
    if (address.type() == type) {
      return address;
    }
    throw new TypeConversionException(
        "'%s' is no address of %s, which begins with 0%d".formatted(text, what, type));
  }

  /** Whom coins can be paid to: an address of a key, or of several. */
  public static final class OfAddress implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      Address address = address(text);
      return address.type() == Address.MULTISIG ? address : new OfOwner().convert(text);
    }
  }

  /** An address of a key. */
  public static final class OfOwner implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      return address(text, Address.KEY, "a key");
    }
  }

  /** An address of several keys. */
  public static final class OfShared implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      return address(text, Address.MULTISIG, "several keys");
    }
  }

  /** The address of a swap. */
  public static final class OfSwap implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      return address(text, Address.SWAP, "a swap");
    }
  }

  /** The key of a validator. */
  public static final class OfKey implements ITypeConverter<PublicKey> {
    @Override
    public PublicKey convert(String text) {
      try {
        return PublicKey.parse(text);
      } catch (Malformed e) {
        throw new TypeConversionException("'%s' is no key: %s".formatted(text, e.getMessage()));
      }
    }
  }

  /** When a lock is over: a height, or a time in seconds of Unix or as 2027-01-01T00:00:00Z. */
  public static final class OfLock implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        boolean isNumber = text.matches("\\d{1,18}");
        long until = isNumber ? Long.parseLong(text) : Instant.parse(text).getEpochSecond();
        if (until > 0 && (isNumber || until >= Condition.TimeLock.TIME_MIN)) {
          return until;
        }
      } catch (DateTimeParseException _) {
        // said below
      }
      throw new TypeConversionException(
          ("'%s' is neither a height, such as 12000, nor a time, such as 2027-01-01T00:00:00Z or"
                  + " its seconds of Unix")
              .formatted(text));
    }
  }

  /** When somebody may have something back: a time as {@link OfLock} takes it, and no height. */
  public static final class OfTime implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      long until = new OfLock().convert(text);
      if (until < Condition.TimeLock.TIME_MIN) {
        throw new TypeConversionException(
            "'%s' is a height, and a swap ends at a time, such as 2027-01-01T00:00:00Z"
                .formatted(text));
      }
      return until;
    }
  }
}
