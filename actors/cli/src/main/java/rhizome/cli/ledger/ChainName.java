package rhizome.cli.ledger;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Chains on the command line. */
final class ChainName implements ITypeConverter<Chain> {

  @Override
  public Chain convert(String text) {
    return Arrays.stream(Chain.values())
        .filter(chain -> word(chain).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is none of %s"
                        .formatted(
                            text,
                            String.join(
                                ", ",
                                Arrays.stream(Chain.values()).map(ChainName::word).toList()))));
  }

  static String word(Chain chain) {
    return chain.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
