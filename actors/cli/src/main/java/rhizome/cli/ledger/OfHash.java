package rhizome.cli.ledger;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;

/** 32 bytes on the command line: a name, a secret, or the hash of one. */
public final class OfHash implements ITypeConverter<Hash> {

  @Override
  public Hash convert(String text) {
    try {
      return Hash.ofHex(text);
    } catch (Malformed _) {
      throw new TypeConversionException(
          "'%s' is not 64 hexadecimal digits in lower case".formatted(text));
    }
  }
}
