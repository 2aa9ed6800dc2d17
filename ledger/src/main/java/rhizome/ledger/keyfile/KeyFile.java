package rhizome.ledger.keyfile;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/**
 * 32 secret bytes, sealed by ChaCha20-Poly1305 (RFC 8439) under a key that Argon2id (RFC 9106)
 * makes of a passphrase. All that stands beside them is bound by the seal.
 *
 * @param label what the secret is for and what is known of it, which anybody may read
 * @param salt 16 bytes that no other file has
 * @param nonce 12 bytes
 * @param sealed the secret and the 16 bytes of its seal
 */
public record KeyFile(Label label, Cost cost, Bytes salt, Bytes nonce, Bytes sealed) {

  /** So many bytes of chance go into a file. */
  public static final int CHANCE = KeyFile.SALT + KeyFile.NONCE;

  static final int SALT = 16;
  static final int NONCE = 12;
  private static final int KEY = 32;
  private static final int TAG = 16;

  /** What a secret is used for. */
  public enum Use {
    WALLET,
    VALIDATOR;

    /** As it stands in a file, and under its seal. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code known} is an address or a key, so that a file can be told without its passphrase. */
  public record Label(Use use, String known) {

    private static final int KNOWN_MAX = 128;

    public Label {
      if (known.length() > KNOWN_MAX) {
        throw new Malformed("known", "no more than " + KNOWN_MAX + " characters");
      }
    }
  }

  public KeyFile {
    check("salt", salt, SALT);
    check("nonce", nonce, NONCE);
    check("sealed", sealed, Hash.SIZE + TAG);
  }

  private static void check(String what, Bytes octets, int size) {
    if (octets.size() != size) {
      throw new Malformed(what, size + " bytes, not " + octets.size());
    }
  }

  /**
   * Seals a secret.
   *
   * @param chance {@value #CHANCE} bytes that nobody can foresee and that are used for nothing else
   */
  public static KeyFile seal(Label label, Cost cost, Hash secret, String passphrase, Bytes chance) {
    check("chance", chance, CHANCE);
    Bytes salt = Bytes.of(Arrays.copyOf(chance.toArray(), SALT));
    Bytes nonce = Bytes.of(Arrays.copyOfRange(chance.toArray(), SALT, CHANCE));
    byte[] room = new byte[Hash.SIZE + TAG];
    var cipher = cipher(true, key(passphrase, cost, salt), nonce, bound(label, cost, salt));
    try {
      int done = cipher.processBytes(secret.toArray(), 0, Hash.SIZE, room, 0);
      cipher.doFinal(room, done);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("nothing was to be checked", e);
    }
    return new KeyFile(label, cost, salt, nonce, Bytes.of(room));
  }

  /** The secret; nothing if this is not the passphrase, or if the file was altered. */
  public Optional<Hash> open(String passphrase) {
    byte[] room = new byte[Hash.SIZE];
    var cipher = cipher(false, key(passphrase, cost, salt), nonce, bound(label, cost, salt));
    try {
      int done = cipher.processBytes(sealed.toArray(), 0, sealed.size(), room, 0);
      cipher.doFinal(room, done);
      return Optional.of(Hash.of(room));
    } catch (InvalidCipherTextException _) {
      return Optional.empty();
    }
  }

  private static ChaCha20Poly1305 cipher(boolean seals, byte[] key, Bytes nonce, byte[] bound) {
    ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
    cipher.init(
        seals, new AEADParameters(new KeyParameter(key), TAG * Byte.SIZE, nonce.toArray(), bound));
    return cipher;
  }

  /** The passphrase counts as it is read, however a keyboard makes its letters. */
  private static byte[] key(String passphrase, Cost cost, Bytes salt) {
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt.toArray())
            .build());
    byte[] key = new byte[KEY];
    String read = Normalizer.normalize(passphrase, Normalizer.Form.NFKD);
    argon.generateBytes(read.getBytes(StandardCharsets.UTF_8), key);
    return key;
  }

  private static byte[] bound(Label label, Cost cost, Bytes salt) {
    Writer writer = Writer.rivbin();
    writer.raw("rhizome key file 1".getBytes(StandardCharsets.US_ASCII));
    writer.bytes(Bytes.of(label.use().word().getBytes(StandardCharsets.US_ASCII)));
    writer.bytes(Bytes.of(label.known().getBytes(StandardCharsets.UTF_8)));
    writer.u64(cost.memory()).u64(cost.passes()).u64(cost.lanes());
    return writer.raw(salt.toArray()).toArray();
  }

  /** Never what is sealed. */
  @Override
  public String toString() {
    return "a key file of " + label;
  }
}
