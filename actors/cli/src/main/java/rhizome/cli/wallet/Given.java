package rhizome.cli.wallet;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.key.PublicKey;

/** What stands on the command line beside amounts. */
final class Given {

  private Given() {}

  /** Whom coins can be paid to: an address of a key. */
  static final class OfAddress implements ITypeConverter<Address> {
    @Override
    public Address convert(String text) {
      try {
        Address address = Address.parse(text);
        if (address.type() == Address.KEY) {
          return address;
        }
      } catch (Malformed e) {
        throw new TypeConversionException("'%s' is no address: %s".formatted(text, e.getMessage()));
      }
      throw new TypeConversionException(
          "'%s' is no address of a key, which begins with 01".formatted(text));
    }
  }

  /** The key of a validator. */
  static final class OfKey implements ITypeConverter<PublicKey> {
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
  static final class OfLock implements ITypeConverter<Long> {
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
}
