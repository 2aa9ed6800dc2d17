package rhizome.blueprints.dialect;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import rhizome.blueprints.tree.Node;

/** Single values as PyYAML, the seeds' reader, took them: YAML 1.1, http://yaml.org/type/. */
final class OldScalar {

  private static final Pattern TRUE = Pattern.compile("yes|Yes|YES|true|True|TRUE|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("no|No|NO|false|False|FALSE|off|Off|OFF");
  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
  private static final Pattern BASE_60 = Pattern.compile("[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(?:[0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?");
  private static final int DIGITS_MAX = 60;

  private OldScalar() {}

  /** The value; nothing for null. */
  static Optional<Data> read(Node.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain() || text.length() > DIGITS_MAX) {
      return Optional.of(new Data.Text(scalar.at(), text));
    }
    if (scalar.isNull()) {
      return Optional.empty();
    }
    Optional<String> plain = TRUE.matcher(text).matches() ? Optional.of("true") : number(text);
    return Optional.of(
        plain
            .<Data>map(value -> new Data.Plain(scalar.at(), value))
            .orElseGet(() -> new Data.Text(scalar.at(), text)));
  }

  private static Optional<String> number(String text) {
    if (FALSE.matcher(text).matches()) {
      return Optional.of("false");
    }
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    Optional<String> size = Optional.empty();
    if (BINARY.matcher(text).matches()) {
      size = whole(bare.substring(2), 2);
    } else if (HEXADECIMAL.matcher(text).matches()) {
      size = whole(bare.substring(2), 16);
    } else if (OCTAL.matcher(text).matches()) {
      size = whole(bare, 8);
    } else if (DECIMAL.matcher(text).matches()) {
      size = Optional.of(bare);
    } else if (BASE_60.matcher(text).matches()) {
      size = Optional.of(base60(bare));
    } else if (FRACTION.matcher(text).matches()) {
      size = Optional.of(fraction(bare));
    }
    return size.map(value -> negative && !value.equals("0") ? "-" + value : value);
  }

  /** Nothing for {@code 0x_}, which has no digit at all and stays a text. */
  private static Optional<String> whole(String digits, int base) {
    return digits.isEmpty()
        ? Optional.empty()
        : Optional.of(new BigInteger(digits, base).toString());
  }

  private static String base60(String digits) {
    BigInteger sum = BigInteger.ZERO;
    for (String part : digits.split(":", -1)) {
      sum = sum.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
    }
    return sum.toString();
  }

  /** With a digit on both sides of the point, as JSON wants it. */
  private static String fraction(String digits) {
    String led = digits.startsWith(".") ? "0" + digits : digits;
    String whole = led.replaceFirst("^0+(?=\\d)", "");
    return whole.replaceFirst("\\.(?=$|e)", ".0");
  }
}
