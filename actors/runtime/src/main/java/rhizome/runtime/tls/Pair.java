package rhizome.runtime.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What stood in a folder at one time, and fits together.
 *
 * @param chain the own certificate first
 * @param authorities whose certificates are accepted; the own is of one of them
 */
record Pair(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {

  static final String KEY = "tls.key";
  static final String CERTIFICATE = "tls.crt";
  static final String AUTHORITIES = "ca.crt";

  private static final String RENEW = "issue a new one with 'rhizome pki issue --renew'";

  Pair {
    chain = List.copyOf(chain);
    authorities = List.copyOf(authorities);
  }

  /**
   * @throws TlsRefused if anything is missing, damaged, not valid at that time, or does not fit;
   *     names the file and the remedy
   */
  static Pair read(Path folder, Instant now) {
    Path keyFile = folder.resolve(KEY);
    Path chainFile = folder.resolve(CERTIFICATE);
    Path authoritiesFile = folder.resolve(AUTHORITIES);
    List<X509Certificate> chain = Pem.certificates(chainFile);
    PrivateKey key = Pem.key(keyFile, Optional.empty());
    WholeFile.checkOwnerOnly(keyFile);
    List<X509Certificate> authorities = Pem.certificates(authoritiesFile);
    Pair pair = new Pair(key, chain, authorities);
    pair.peer(chainFile);
    pair.checkBelongsTogether(keyFile, chainFile);
    checkDates(chainFile, pair.own(), now);
    pair.checkAuthorities(authoritiesFile, now);
    pair.checkIssued(chainFile, authoritiesFile, now);
    return pair;
  }

  X509Certificate own() {
    return chain.getFirst();
  }

  private Peer peer(Path file) {
    try {
      return Peer.of(own());
    } catch (CertificateException e) {
      throw new TlsRefused("%s: %s; issue one that does".formatted(file, e.getMessage()), e);
    }
  }

  /** Who the own certificate says that we are. */
  Peer peer() {
    return peer(Path.of(CERTIFICATE));
  }

  private void checkBelongsTogether(Path keyFile, Path chainFile) {
    if (!signs(key, own())) {
      throw new TlsRefused(
          "%s is not the key of the certificate in %s: put back the one that is, or %s"
              .formatted(keyFile, chainFile, RENEW));
    }
  }

  private static boolean signs(PrivateKey key, X509Certificate certificate) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm(key));
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static String algorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> key.getAlgorithm();
    };
  }

  private static void checkDates(Path file, X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      throw new TlsRefused(
          "the certificate in %s is valid from %s on, and it is %s: set the clock right"
              .formatted(file, from, now));
    }
    if (now.isAfter(until)) {
      throw new TlsRefused(
          "the certificate in %s has expired on %s, and it is %s: set the clock right, or %s"
              .formatted(
                  file, until, now, file.endsWith(AUTHORITIES) ? "make a new authority" : RENEW));
    }
  }

  /** Of an authority's own key and certificate. */
  void checkAuthority(Path keyFile, Path certificateFile, Instant now) {
    if (!signs(key, own())) {
      throw new TlsRefused(
          "%s is not the key of the certificate in %s: restore both from one copy"
              .formatted(keyFile, certificateFile));
    }
    checkAuthorities(certificateFile, now);
    checkDates(certificateFile, own(), now);
  }

  private void checkAuthorities(Path file, Instant now) {
    for (X509Certificate authority : authorities) {
      if (authority.getBasicConstraints() < 0) {
        throw new TlsRefused(
            "%s holds the certificate of %s, which is no authority: take it out"
                .formatted(file, authority.getSubjectX500Principal()));
      }
    }
    if (authorities.stream().allMatch(authority -> now.isAfter(until(authority)))) {
      checkDates(file, authorities.getFirst(), now);
    }
  }

  private static Instant until(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** RFC 5280, section 6, with the authorities of the folder for anchors. */
  private void checkIssued(Path chainFile, Path authoritiesFile, Instant now) {
    try {
      Set<TrustAnchor> anchors =
          authorities.stream()
              .map(authority -> new TrustAnchor(authority, null))
              .collect(Collectors.toSet());
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    } catch (GeneralSecurityException e) {
      throw new TlsRefused(
          "%s is not issued by the authority in %s (%s): copy both files from one folder"
              .formatted(chainFile, authoritiesFile, e.getMessage()),
          e);
    }
  }

  /** The JDK's judge of chains: signatures, dates, extensions and what the key may be used for. */
  X509ExtendedTrustManager judge() {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        anchors.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager judge) {
          return judge;
        }
      }
      throw new IllegalStateException("this JDK has no X.509 trust manager");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK cannot check chains of certificates", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Pair[" + own().getSubjectX500Principal() + "]";
  }
}
