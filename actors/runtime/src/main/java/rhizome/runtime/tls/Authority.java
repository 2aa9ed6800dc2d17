package rhizome.runtime.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small certificate authority, for those who have none: a folder with {@code ca.crt} and {@code
 * ca.key}. Whoever has the key can make members; it belongs on a machine that is no member.
 */
public final class Authority {

  public static final String CERTIFICATE = "ca.crt";
  public static final String KEY = "ca.key";

  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** A clock that is a little behind must not find the certificate of the future. */
  private static final Duration BACKDATED = Duration.ofDays(1);

  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int PASSPHRASE_MIN = 8;

  private final Path folder;
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final InstantSource clock;

  private Authority(Path folder, PrivateKey key, X509Certificate certificate, InstantSource clock) {
    this.folder = folder;
    this.key = key;
    this.certificate = certificate;
    this.clock = clock;
  }

  /**
   * Makes a new one, valid for ten years. The certificate appears last.
   *
   * @param passphrase encrypts the key on the disk, if there is one
   * @throws TlsRefused if the folder holds an authority, or a part of one
   */
  public static Authority init(Path folder, Optional<String> passphrase) {
    return init(folder, passphrase, InstantSource.system());
  }

  static Authority init(Path folder, Optional<String> passphrase, InstantSource clock) {
    for (String file : List.of(CERTIFICATE, KEY)) {
      if (Files.exists(folder.resolve(file))) {
        throw new TlsRefused(
            ("%s is there: whoever trusts that authority would not trust a new one; "
                    + "use it, or name another folder")
                .formatted(folder.resolve(file)));
      }
    }
    if (passphrase.filter(word -> word.length() < PASSPHRASE_MIN).isPresent()) {
      throw new TlsRefused(
          "a passphrase has %d characters or more: choose a longer one".formatted(PASSPHRASE_MIN));
    }
    try {
      KeyPair pair = newPair();
      X509Certificate certificate = own(pair, clock.instant());
      WholeFile.folder(folder);
      WholeFile.write(
          folder.resolve(KEY), Pem.write(pair.getPrivate(), passphrase), WholeFile.OWNER_ONLY);
      WholeFile.write(
          folder.resolve(CERTIFICATE), Pem.write(List.of(certificate)), WholeFile.FOR_ALL);
      return new Authority(folder, pair.getPrivate(), certificate, clock);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make an authority", e);
    }
  }

  /**
   * @throws TlsRefused if there is none, its key may be read by others, needs another passphrase,
   *     or is not its certificate's, or the certificate is not valid today
   */
  public static Authority open(Path folder, Optional<String> passphrase) {
    return open(folder, passphrase, InstantSource.system());
  }

  static Authority open(Path folder, Optional<String> passphrase, InstantSource clock) {
    Path keyFile = folder.resolve(KEY);
    if (!Files.exists(keyFile)) {
      throw new TlsRefused(
          "there is no authority in %s: make one with 'rhizome pki init %s'"
              .formatted(folder, folder));
    }
    WholeFile.checkOwnerOnly(keyFile);
    PrivateKey key = Pem.key(keyFile, passphrase);
    Path certificateFile = folder.resolve(CERTIFICATE);
    X509Certificate certificate = Pem.certificates(certificateFile).getFirst();
    new Pair(key, List.of(certificate), List.of(certificate))
        .checkAuthority(keyFile, certificateFile, clock.instant());
    return new Authority(folder, key, certificate, clock);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Issues into the folder of that name beside the authority's own files. */
  public Path issue(Wanted wanted) {
    return issue(wanted, folder.resolve(wanted.name()), false);
  }

  /**
   * Makes a new key and its certificate. The certificate appears last, and until then whoever runs
   * with the old pair goes on with it.
   *
   * @param renew take the place of an older pair of the same holder; without hosts its hosts stay
   * @return the folder
   * @throws TlsRefused if there is a pair and it shall not be renewed, or is another holder's; or
   *     the certificate would outlive the authority
   */
  public Path issue(Wanted wanted, Path into, boolean renew) {
    Former former = new Former(into, certificate);
    Wanted asked = former.replacedBy(wanted, renew);
    Instant now = clock.instant();
    Instant until = now.plus(asked.validity());
    Instant end = certificate.getNotAfter().toInstant();
    if (until.isAfter(end)) {
      throw new TlsRefused(
          "the authority in %s ends on %s, before the certificate would: ask for fewer days"
              .formatted(folder, end));
    }
    try {
      KeyPair pair = newPair();
      X509Certificate issued = issued(asked, pair.getPublic(), now);
      WholeFile.folder(into);
      former.keepOrWriteAuthorities();
      WholeFile.write(
          into.resolve(Pair.KEY),
          Pem.write(pair.getPrivate(), Optional.empty()),
          WholeFile.OWNER_ONLY);
      WholeFile.write(
          into.resolve(Pair.CERTIFICATE), Pem.write(List.of(issued)), WholeFile.FOR_ALL);
      return into;
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make a certificate", e);
    }
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** Named by chance, so that two authorities are told apart. */
  private static X509Certificate own(KeyPair pair, Instant now)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    byte[] mark = new byte[4];
    new SecureRandom().nextBytes(mark);
    X500Principal name =
        new X500Principal("CN=rhizome authority " + HexFormat.of().formatHex(mark));
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                ids.createSubjectKeyIdentifier(pair.getPublic()));
    return signed(builder, pair.getPrivate());
  }

  /** RFC 5280, section 4.2. */
  private X509Certificate issued(Wanted wanted, PublicKey owner, Instant now)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    Instant from = now.minus(BACKDATED);
    Instant begin = certificate.getNotBefore().toInstant();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
                certificate,
                serial(),
                Date.from(from.isBefore(begin) ? begin : from),
                Date.from(now.plus(wanted.validity())),
                new X500Principal("CN=" + wanted.name() + ",OU=" + wanted.role().word()),
                owner)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(Extension.extendedKeyUsage, false, purposes(wanted.role()))
            .addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(wanted.alternatives()))
            .addExtension(
                Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(owner))
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids.createAuthorityKeyIdentifier(certificate));
    return signed(builder, key);
  }

  private static ExtendedKeyUsage purposes(Role role) {
    return role.isCalled()
        ? new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth})
        : new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  private static BigInteger serial() {
    return new BigInteger(127, new SecureRandom()).setBit(0);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }
}
