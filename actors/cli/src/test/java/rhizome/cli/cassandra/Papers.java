package rhizome.cli.cassandra;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Folders with tls.key, tls.crt and ca.crt, from an authority that lasts as long as a test. */
final class Papers {

  private final KeyPair authority;
  private final X509Certificate root;

  private Papers(KeyPair authority, X509Certificate root) {
    this.authority = authority;
    this.root = root;
  }

  static Papers newAuthority() throws Exception {
    KeyPair keys = keys();
    JcaX509v3CertificateBuilder builder = builder("CN=authority", "CN=authority", keys);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    return new Papers(keys, sign(builder, keys));
  }

  /** Of somebody on loopback. */
  Path issue(Path folder) throws Exception {
    KeyPair keys = keys();
    JcaX509v3CertificateBuilder builder = builder("CN=authority", "CN=somebody", keys);
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    Files.createDirectories(folder);
    write(folder.resolve("tls.key"), "PRIVATE KEY", keys.getPrivate().getEncoded());
    write(folder.resolve("tls.crt"), "CERTIFICATE", sign(builder, authority).getEncoded());
    write(folder.resolve("ca.crt"), "CERTIFICATE", root.getEncoded());
    return folder;
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static JcaX509v3CertificateBuilder builder(String issuer, String subject, KeyPair keys)
      throws CertIOException {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        new X500Principal(issuer),
        BigInteger.valueOf(System.nanoTime()),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(Duration.ofDays(1))),
        new X500Principal(subject),
        keys.getPublic());
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair by)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
  }

  private static void write(Path file, String what, byte[] der) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }
}
