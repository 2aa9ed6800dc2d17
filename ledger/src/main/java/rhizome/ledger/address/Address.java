package rhizome.ledger.address;

import java.util.Locale;
import rhizome.ledger.codec.Hex;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/**
 * Whom an output belongs to (the seed says unlock hash): a type, 0 to 255, and a hash. Type 0 is
 * nobody in particular and has no hash.
 */
public record Address(int type, Hash hash) implements Comparable<Address> {

  public static final int SIZE = 1 + Hash.SIZE;

  public static final int NOBODY = 0;
  public static final int KEY = 1;
  public static final int SWAP = 2;
  public static final int MULTISIG = 3;

  public static final Address NIL = new Address(NOBODY, Hash.ZERO);

  private static final int CHECKSUM = 6;
  private static final int TEXT = 2 * (SIZE + CHECKSUM);

  public Address {
    if (type < 0 || type > 0xff || (type == NOBODY && !hash.isZero())) {
      throw new Malformed("address", "a type of one byte, and no hash for type 0");
    }
  }

  /** The hash takes in the 8 bytes that say how long the key is in siabin. */
  public static Address of(PublicKey key) {
    return new Address(KEY, Blake.all(writer -> writer.body(key::write)));
  }

  /** 78 hexadecimal digits, of which the last 12 are a checksum; or nothing, which is nobody. */
  public static Address parse(String text) {
    if (text.isEmpty()) {
      return NIL;
    }
    if (text.length() != TEXT) {
      throw new Malformed("address", TEXT + " hexadecimal digits, not " + text.length());
    }
    int type = Hex.read(text.substring(0, 2))[0] & 0xff;
    Address address = new Address(type, Hash.ofHex(text.substring(2, 2 * SIZE)));
    if (!text.endsWith(address.checksum())) {
      throw new Malformed("address", "an address whose checksum is right; a digit is mistaken");
    }
    return address;
  }

  public static Address read(Reader reader) {
    int at = reader.at();
    int type = reader.octet();
    Hash hash = Hash.read(reader);
    if (type == NOBODY && !hash.isZero()) {
      throw reader.malformed(at, "an address, of which type 0 has no hash");
    }
    return new Address(type, hash);
  }

  public void write(Writer writer) {
    writer.octet(type);
    hash.write(writer);
  }

  /** Type 0 stands for itself: its checksum is zeros. */
  private String checksum() {
    Hash whole = type == NOBODY ? Hash.ZERO : Blake.all(this::write);
    return whole.hex().substring(0, 2 * CHECKSUM);
  }

  @Override
  public int compareTo(Address other) {
    return type != other.type ? Integer.compare(type, other.type) : hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return type == NOBODY ? "" : String.format(Locale.ROOT, "%02x%s%s", type, hash, checksum());
  }
}
