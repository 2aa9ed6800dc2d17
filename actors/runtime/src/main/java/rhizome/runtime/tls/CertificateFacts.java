package rhizome.runtime.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants to know of a certificate, also of one that cannot be used.
 *
 * @param peer who it says that its holder is; an authority's says nothing
 * @param hosts DNS names and addresses
 * @param fingerprint SHA-256 of the whole, in pairs of hex digits
 */
public record CertificateFacts(
    String subject,
    String issuer,
    Optional<Peer> peer,
    List<String> hosts,
    String serial,
    Instant from,
    Instant until,
    String fingerprint) {

  private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

  public CertificateFacts {
    hosts = List.copyOf(hosts);
  }

  /**
   * Of the own certificate in a folder of credentials, or of the authority's in its folder.
   *
   * @throws TlsRefused if there is none to read
   */
  public static CertificateFacts read(Path folder) {
    Path own = folder.resolve(Pair.CERTIFICATE);
    Path authority = folder.resolve(Authority.CERTIFICATE);
    if (!Files.exists(own) && !Files.exists(authority)) {
      throw new TlsRefused(
          "%s holds neither %s nor %s: name a folder that 'rhizome pki' made"
              .formatted(folder, Pair.CERTIFICATE, Authority.CERTIFICATE));
    }
    return of(Pem.certificates(Files.exists(own) ? own : authority).getFirst());
  }

  static CertificateFacts of(X509Certificate certificate) {
    try {
      return new CertificateFacts(
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          peer(certificate),
          Former.hosts(certificate),
          certificate.getSerialNumber().toString(16),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant(),
          PAIRS.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has no bytes", e);
    }
  }

  private static Optional<Peer> peer(X509Certificate certificate) {
    try {
      return Optional.of(Peer.of(certificate));
    } catch (CertificateException _) {
      return Optional.empty();
    }
  }

  public boolean isAuthority() {
    return subject.equals(issuer);
  }

  /** Whole days until it ends; negative once it has. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, until).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
