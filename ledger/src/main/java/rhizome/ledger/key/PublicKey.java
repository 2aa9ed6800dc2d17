package rhizome.ledger.key;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * An Ed25519 key, 32 bytes. The seed also reads a key of no algorithm, which nothing can be signed
 * with; here it is refused (ADR 0031).
 */
public record PublicKey(Hash octets) {

  public static final String ALGORITHM = "ed25519";

  /** The name as 16 bytes, read as two integers of siabin. */
  private static final long NAME = 0x0039313535326465L;

  private static final int RIVBIN_ALGORITHM = 1;

  /** {@code ed25519:} and 64 hexadecimal digits. */
  public static PublicKey parse(String text) {
    if (!text.startsWith(ALGORITHM + ":")) {
      throw new Malformed("key", ALGORITHM + ":<64 hexadecimal digits>");
    }
    return new PublicKey(Hash.ofHex(text.substring(ALGORITHM.length() + 1)));
  }

  public static PublicKey read(Reader reader) {
    int at = reader.at();
    boolean known =
        reader.encoding().equals(Encoding.SIABIN)
            ? reader.u64() == NAME && reader.u64() == 0 && reader.u64() == Hash.SIZE
            : reader.octet() == RIVBIN_ALGORITHM;
    if (!known) {
      throw reader.malformed(at, "the name of ed25519");
    }
    return new PublicKey(Hash.read(reader));
  }

  public void write(Writer writer) {
    if (writer.encoding().equals(Encoding.SIABIN)) {
      writer.u64(NAME).u64(0).u64(Hash.SIZE);
    } else {
      writer.octet(RIVBIN_ALGORITHM);
    }
    octets.write(writer);
  }

  /**
   * Whether {@code signature} is this key's over the 32 bytes of {@code message}. RFC 8032, 5.1.7,
   * without the cofactor; refuses an S that is not below the group's order, a point that is not in
   * its one form, and a key outside the prime-order group.
   */
  public boolean verifies(Hash message, Signature signature) {
    return signature.isPresent()
        && Ed25519.verify(
            signature.octets().toArray(), 0, octets.toArray(), 0, message.toArray(), 0, Hash.SIZE);
  }

  @Override
  public String toString() {
    return ALGORITHM + ":" + octets.hex();
  }
}
