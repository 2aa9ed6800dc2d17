package rhizome.runtime.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority in a folder, and what it issues and what others would like it to have issued. */
public record Pki(Path folder) {

  static final Duration QUARTER = Duration.ofDays(90);

  public static Pki in(Path folder) {
    Authority.init(folder, Optional.empty(), ago(10));
    return new Pki(folder);
  }

  private static InstantSource ago(long days) {
    return InstantSource.offset(InstantSource.system(), Duration.ofDays(-days));
  }

  Path issue(Role role, String name) {
    return authority().issue(wanted(role, name));
  }

  public Path member(String name) {
    return issue(Role.MEMBER, name);
  }

  /** To serve with, at an address, for a program that knows nothing of roles. */
  public SSLContext server(String name, String address)
      throws GeneralSecurityException, IOException {
    Path issued = authority().issue(new Wanted(name, Role.MEMBER, List.of(address), QUARTER));
    Pair pair = Pair.read(issued, Instant.now());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(name, pair.key(), new char[0], pair.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** The certificate by which others know what it issued. */
  public Path certificate() {
    return folder.resolve(Authority.CERTIFICATE);
  }

  public void renew(String name) {
    renew(Role.MEMBER, name);
  }

  void renew(Role role, String name) {
    authority().issue(wanted(role, name), folder.resolve(name), true);
  }

  static Wanted wanted(Role role, String name) {
    return new Wanted(name, role, List.of("127.0.0.1"), QUARTER);
  }

  Authority authority() {
    return Authority.open(folder, Optional.empty());
  }

  /** Credentials of a member that ended yesterday, opened by somebody whose clock is behind. */
  Credentials expired(String name) {
    return Credentials.open(member(name, 2, Duration.ofDays(1)), ago(2));
  }

  /** A certificate that was issued some days ago, ten at most. */
  public Path member(String name, long daysAgo, Duration validity) {
    return Authority.open(folder, Optional.empty(), ago(daysAgo))
        .issue(new Wanted(name, Role.MEMBER, List.of(), validity));
  }

  /**
   * A pair of one's own making, signed by the authority.
   *
   * @param algorithm of its key
   */
  Path forge(String name, String algorithm, String... uris) throws Exception {
    KeyPair pair = pair(algorithm);
    GeneralName[] names =
        Arrays.stream(uris)
            .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
            .toArray(GeneralName[]::new);
    X509v3CertificateBuilder builder = builder(authority().certificate(), name, pair);
    if (names.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA")
                        .build(Pem.key(folder.resolve(Authority.KEY), Optional.empty()))));
    Path into = Files.createDirectories(folder.resolve(name));
    WholeFile.write(
        into.resolve(Pair.KEY),
        Pem.write(pair.getPrivate(), Optional.empty()),
        WholeFile.OWNER_ONLY);
    WholeFile.write(
        into.resolve(Pair.CERTIFICATE), Pem.write(List.of(certificate)), WholeFile.FOR_ALL);
    Files.copy(folder.resolve(Authority.CERTIFICATE), into.resolve(Pair.AUTHORITIES));
    return into;
  }

  private static X509v3CertificateBuilder builder(
      X509Certificate issuer, String name, KeyPair pair) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(now.toEpochMilli()),
        Date.from(now.minusSeconds(60)),
        Date.from(now.plus(QUARTER)),
        new X500Principal("CN=" + name),
        pair.getPublic());
  }

  static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("EC") ? 256 : 2048);
    return generator.generateKeyPair();
  }

  /** What others see of it. */
  public X509Certificate shown(String name, Duration validity) {
    return certificate(member(name, 0, validity));
  }

  static X509Certificate certificate(Path credentials) {
    return Pem.certificates(credentials.resolve(Pair.CERTIFICATE)).getFirst();
  }

  static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
