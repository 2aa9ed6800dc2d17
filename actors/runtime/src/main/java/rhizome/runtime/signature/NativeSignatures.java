package rhizome.runtime.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.ledger.curve.Cofactored;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

/**
 * Looks at Ed25519 by a native provider on the class path; what it says yes to holds by the rule of
 * our chain (ADR 0040), and what it refuses is looked at again.
 */
public final class NativeSignatures implements Verifier {

  private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);

  /** Those known to refuse an s that is not below the order, and an R that is not in its form. */
  private static final List<String> KNOWN = List.of("AmazonCorrettoCryptoProvider");

  private static final String ALGORITHM = "Ed25519";

  /** RFC 8410, 4: what stands before the bytes of a key. */
  private static final byte[] BEFORE_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Provider provider;

  private NativeSignatures(Provider provider) {
    this.provider = provider;
  }

  /** The rule of our chain, by the fastest code there is here. */
  public static Cofactored rule() {
    return find().map(Cofactored::by).orElse(Cofactored.RULE);
  }

  /** Nothing if there is no such provider, or it cannot do here what it should. */
  public static Optional<Verifier> find() {
    try {
      return ServiceLoader.load(Provider.class).stream()
          .filter(it -> KNOWN.contains(it.type().getSimpleName()))
          .map(it -> new NativeSignatures(it.get()))
          .filter(NativeSignatures::isSound)
          .findFirst()
          .map(Verifier.class::cast);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      LOG.info("there is native code for signatures, which does not work here: {}", e.toString());
      return Optional.empty();
    }
  }

  /** It takes what is signed, and nothing else. */
  private boolean isSound() {
    Hash message = Blake.of(BEFORE_KEY);
    KeyPair pair = KeyPair.of(message);
    Signature signature = pair.sign(message);
    boolean sound =
        verifies(pair.publicKey(), message, signature)
            && !verifies(pair.publicKey(), Hash.ZERO, signature);
    if (!sound) {
      LOG.warn("{} does not know a signature when it sees one, and is not asked", provider);
    }
    return sound;
  }

  @Override
  public boolean verifies(PublicKey key, Hash message, Signature signature) {
    if (!signature.isPresent()) {
      return false;
    }
    byte[] encoded = new byte[BEFORE_KEY.length + Hash.SIZE];
    System.arraycopy(BEFORE_KEY, 0, encoded, 0, BEFORE_KEY.length);
    System.arraycopy(key.octets().toArray(), 0, encoded, BEFORE_KEY.length, Hash.SIZE);
    try {
      var looks = java.security.Signature.getInstance(ALGORITHM, provider);
      // The JDK reads the key: the provider does so only if a property of the system says it may.
      looks.initVerify(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
      looks.update(message.toArray());
      return looks.verify(signature.octets().toArray());
    } catch (GeneralSecurityException _) {
      return false; // no point, or a form it does not read; the rule looks at it
    }
  }
}
