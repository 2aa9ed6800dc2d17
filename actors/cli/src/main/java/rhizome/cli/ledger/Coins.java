package rhizome.cli.ledger;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Coins as people write them: 10^9 units are one, and no digit is ever rounded. */
public final class Coins implements ITypeConverter<Long> {

  private static final int DIGITS = 9;
  private static final Pattern FORM = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");

  /** In units, from 0 to 2^63 - 1. */
  @Override
  public Long convert(String text) {
    try {
      if (FORM.matcher(text).matches()) {
        return new BigDecimal(text).movePointRight(DIGITS).longValueExact();
      }
    } catch (ArithmeticException _) {
      // more than there can be
    }
    throw new TypeConversionException(
        "'%s' is no number of coins: write it as 12 or 0.5, with up to 9 digits behind the point"
            .formatted(text));
  }

  public static String of(long units) {
    return of(BigDecimal.valueOf(units));
  }

  /** Of units as the API writes them; what is no number stays as it is. */
  public static String of(String units) {
    return units.matches("\\d{1,19}") ? of(new BigDecimal(units)) : units;
  }

  private static String of(BigDecimal units) {
    return units.movePointLeft(DIGITS).stripTrailingZeros().toPlainString();
  }
}
