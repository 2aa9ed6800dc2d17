package rhizome.ledger.key;

import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;

/**
 * 64 bytes, or none where somebody is still to sign. The seed reads any length, and then refuses
 * all but 64 bytes as not standard.
 */
public record Signature(Bytes octets) {

  public static final int SIZE = 64;

  public static final Signature ABSENT = new Signature(Bytes.EMPTY);

  public Signature {
    if (!octets.isEmpty() && octets.size() != SIZE) {
      throw new Malformed("signature", SIZE + " bytes or none, not " + octets.size());
    }
  }

  public static Signature parse(String hex) {
    return new Signature(Bytes.ofHex(hex));
  }

  public static Signature read(Reader reader) {
    int at = reader.at();
    Bytes octets = reader.bytes();
    if (!octets.isEmpty() && octets.size() != SIZE) {
      throw reader.malformed(at, "a signature of 64 bytes or none");
    }
    return new Signature(octets);
  }

  public void write(Writer writer) {
    writer.bytes(octets);
  }

  public boolean isPresent() {
    return !octets.isEmpty();
  }

  @Override
  public String toString() {
    return octets.hex();
  }
}
