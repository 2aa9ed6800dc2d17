package rhizome.cli.validator;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.condition.Condition;

/** What stands on the command line. */
final class Given {

  private Given() {}

  /** Whom is paid: an address of a key. */
  static final class OfPayout implements ITypeConverter<Condition> {
    @Override
    public Condition convert(String text) {
      try {
        return payout(text);
      } catch (Malformed e) {
        throw new TypeConversionException("'%s' is no address: %s".formatted(text, e.getMessage()));
      }
    }
  }

  /** Coins are paid to a key, not to whoever can solve something else. */
  static Condition payout(String text) {
    Address address = Address.parse(text);
    if (address.type() != Address.KEY) {
      throw new Malformed("address", "that of a key, which begins with 01");
    }
    return new Condition.ToAddress(address);
  }

  /** Percent with up to two digits behind the point, in parts of 10,000. */
  static final class OfPercent implements ITypeConverter<Integer> {

    private static final Pattern FORM = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?");

    @Override
    public Integer convert(String text) {
      if (FORM.matcher(text).matches()) {
        int parts = new BigDecimal(text).movePointRight(2).intValueExact();
        if (parts <= Terms.PARTS) {
          return parts;
        }
      }
      throw new TypeConversionException(
          "'%s' is no percentage from 0 to 100, such as 10 or 2.5".formatted(text));
    }
  }

  /** As people write a percentage. */
  static String percent(long parts) {
    return "%d.%02d %%".formatted(parts / 100, parts % 100);
  }

  /** A candidacy, and the stake that is bonded to it at the beginning. */
  record Candidate(Path file, long stake) {}

  /** Written as {@code FILE:STAKE}. */
  static final class OfCandidate implements ITypeConverter<Candidate> {
    @Override
    public Candidate convert(String text) {
      int colon = text.lastIndexOf(':');
      try {
        if (colon > 0) {
          long stake = Long.parseLong(text.substring(colon + 1));
          if (stake > 0) {
            return new Candidate(Path.of(text.substring(0, colon)), stake);
          }
        }
      } catch (NumberFormatException | InvalidPathException _) {
        // said below
      }
      throw new TypeConversionException(
          "'%s' is not FILE:STAKE, such as n1.json:40000".formatted(text));
    }
  }

  /** A moment, such as 2027-01-01T00:00:00Z. */
  static final class OfTime implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        Instant time = Instant.parse(text);
        if (time.toEpochMilli() >= 0) {
          return time;
        }
      } catch (DateTimeParseException | ArithmeticException _) {
        // said below
      }
      throw new TypeConversionException(
          "'%s' is no time since 1970, such as 2027-01-01T00:00:00Z".formatted(text));
    }
  }
}
