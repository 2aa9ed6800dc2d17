package rhizome.ledger.hash;

import java.util.function.Consumer;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Writer;

/** The seed's hashes: BLAKE2b-256 without a key, and SHA-256 where it uses that. */
public final class Blake {

  private Blake() {}

  public static Hash of(byte[] octets) {
    return hash(new Blake2bDigest(Hash.SIZE * Byte.SIZE), octets, octets.length);
  }

  /** Of what was written so far. */
  public static Hash of(Writer writer) {
    Digest digest = new Blake2bDigest(Hash.SIZE * Byte.SIZE);
    writer.drain((octets, size) -> digest.update(octets, 0, size));
    return finish(digest);
  }

  /** Of what {@code content} writes in siabin. */
  public static Hash all(Consumer<Writer> content) {
    Writer writer = new Writer(Encoding.SIABIN, 256);
    content.accept(writer);
    return of(writer);
  }

  /**
   * What the seed calls the hash of an object, if that is a slice of bytes: its 8 bytes of length
   * are hashed too. This is the trap behind its addresses.
   */
  public static Hash object(byte[] octets) {
    return all(writer -> writer.bytes(octets));
  }

  public static Hash sha256(byte[] octets) {
    return hash(new SHA256Digest(), octets, octets.length);
  }

  static Hash prefixed(int prefix, byte[] octets) {
    Digest digest = new Blake2bDigest(Hash.SIZE * Byte.SIZE);
    digest.update((byte) prefix);
    digest.update(octets, 0, octets.length);
    return finish(digest);
  }

  private static Hash hash(Digest digest, byte[] octets, int size) {
    digest.update(octets, 0, size);
    return finish(digest);
  }

  private static Hash finish(Digest digest) {
    byte[] result = new byte[Hash.SIZE];
    digest.doFinal(result, 0);
    return Hash.of(result);
  }
}
