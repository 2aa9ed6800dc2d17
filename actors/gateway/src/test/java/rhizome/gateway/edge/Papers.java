package rhizome.gateway.edge;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for tests, and what it issues. */
public final class Papers {

  public static final char[] PASSWORD = "test".toCharArray();

  private static final Duration VALID = Duration.ofDays(1);
  private static final SecureRandom CHANCE = new SecureRandom();

  private final KeyPair keys = keys();
  private final X500Principal name = new X500Principal("CN=authority of a test");
  private final X509Certificate certificate;

  public Papers() {
    this.certificate = sign(name, keys, "", Instant.now().plus(VALID));
  }

  /** Someone with a name and a place, who believes whom this authority gave the other place. */
  public Trust gateway() {
    return trust("gateway/g1", "agent/");
  }

  public Trust agent(String node) {
    return trust("agent/" + node, "gateway/");
  }

  Trust trust(String own, String others) {
    return new Trust(context(store(own, Instant.now().plus(VALID))), peer(others));
  }

  Trust expired(String node) {
    return new Trust(
        context(store("agent/" + node, Instant.now().minusSeconds(60))), peer("gateway/"));
  }

  /** As a file, with the key and both certificates. */
  public void write(String own, Path file) throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store(own, Instant.now().plus(VALID)).store(out, PASSWORD);
    }
  }

  private static java.util.function.Function<SSLSession, Optional<String>> peer(String place) {
    return session -> {
      try {
        String said =
            ((X509Certificate) session.getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName()
                .substring("CN=".length());
        return said.startsWith(place)
            ? Optional.of(said.substring(place.length()))
            : Optional.empty();
      } catch (SSLPeerUnverifiedException _) {
        return Optional.empty();
      }
    };
  }

  private KeyStore store(String own, Instant until) {
    try {
      KeyPair pair = keys();
      X509Certificate issued = sign(new X500Principal("CN=" + own), pair, "rhizome:" + own, until);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", pair.getPrivate(), PASSWORD, new Certificate[] {issued, certificate});
      store.setCertificateEntry("authority", certificate);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(KeyStore store) {
    try {
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(store, PASSWORD);
      TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
      others.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), others.getTrustManagers(), CHANCE);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), CHANCE);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(X500Principal subject, KeyPair pair, String uri, Instant until) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(127, CHANCE),
              Date.from(until.minus(VALID.multipliedBy(2))),
              Date.from(until),
              subject,
              pair.getPublic());
      if (uri.isEmpty()) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      } else {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
      }
      PrivateKey signer = keys.getPrivate();
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  List<X509Certificate> authorities() {
    return List.of(certificate);
  }
}
