package rhizome.runtime.signature;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
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

  /** A key as a provider is given it: no more than its bytes, which the provider reads itself. */
  @SuppressWarnings("serial") // never leaves this class
  private static final class Encoded implements java.security.PublicKey {
    private final byte[] octets;

    Encoded(PublicKey key) {
      octets = Arrays.copyOf(BEFORE_KEY, BEFORE_KEY.length + Hash.SIZE);
      key.octets().into(octets, BEFORE_KEY.length);
    }

    @Override
    public String getAlgorithm() {
      return "EdDSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return octets;
    }
  }

  private final Provider provider;

  /** One for each thread that asks, as it is at one signature at a time. */
  private final ThreadLocal<java.security.Signature> looking;

  private NativeSignatures(Provider provider) {
    this.provider = provider;
    this.looking = ThreadLocal.withInitial(this::looks);
  }

  private java.security.Signature looks() {
    try {
      return java.security.Signature.getInstance(ALGORITHM, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("%s does not know %s".formatted(provider, ALGORITHM), e);
    }
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
    var looks = looking.get();
    try {
      looks.initVerify(new Encoded(key));
      looks.update(message.toArray());
      return looks.verify(signature.octets().toArray());
    } catch (GeneralSecurityException _) {
      return false; // no point, or a form it does not read; the rule looks at it
    }
  }
}
