package rhizome.ledger.key;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.hash.Hash;

/** An Ed25519 key with its secret, which is made from 32 bytes of entropy (RFC 8032, 5.1.5). */
public final class KeyPair {

  private final byte[] secret;
  private final PublicKey publicKey;

  private KeyPair(byte[] secret, PublicKey publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  public static KeyPair of(Hash entropy) {
    byte[] secret = entropy.toArray();
    byte[] open = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(secret, 0, open, 0);
    return new KeyPair(secret, new PublicKey(Hash.of(open)));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** Signs 32 bytes: the hash itself is the message. */
  public Signature sign(Hash message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, message.toArray(), 0, Hash.SIZE, signature, 0);
    return new Signature(Bytes.of(signature));
  }

  /** Names the key, never its secret. */
  @Override
  public String toString() {
    return "the secret of " + publicKey;
  }
}
