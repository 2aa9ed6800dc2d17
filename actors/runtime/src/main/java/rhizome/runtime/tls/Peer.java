package rhizome.runtime.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who a certificate says that its holder is: the one URI among its alternative names, such as
 * {@code rhizome:member/n1}. It proves something only where the certificate was verified, as every
 * handshake of {@link Credentials} does.
 */
public record Peer(String name, Role role, X509Certificate certificate) {

  static final int NAME_MAX = 63;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");
  private static final Pattern URI = Pattern.compile("rhizome:([^/]*)/(.*)");
  private static final Integer URI_TAG = 6;

  public Peer {
    check(name);
  }

  /**
   * The other side of a connection that stands.
   *
   * @throws SSLPeerUnverifiedException if it showed no certificate, or one that does not say
   */
  public static Peer of(SSLSession session) throws SSLPeerUnverifiedException {
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
        return of(certificate);
      }
      throw new SSLPeerUnverifiedException("the peer's certificate is not X.509");
    } catch (CertificateException e) {
      throw new SSLPeerUnverifiedException(e.getMessage());
    }
  }

  /**
   * @throws CertificateException if the certificate does not say, or says two things
   */
  public static Peer of(X509Certificate certificate) throws CertificateException {
    List<String> said = new ArrayList<>();
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    for (List<?> name : names == null ? List.<List<?>>of() : names) {
      if (name.get(0).equals(URI_TAG) && String.valueOf(name.get(1)).startsWith("rhizome:")) {
        said.add(String.valueOf(name.get(1)));
      }
    }
    if (said.size() != 1) {
      throw new CertificateException(
          "the certificate of %s must have one name like rhizome:member/n1, and has %s"
              .formatted(certificate.getSubjectX500Principal(), said.isEmpty() ? "none" : said));
    }
    Matcher uri = URI.matcher(said.getFirst());
    try {
      if (uri.matches()) {
        return new Peer(uri.group(2), Role.of(uri.group(1)), certificate);
      }
    } catch (IllegalArgumentException e) {
      throw new CertificateException(said.getFirst() + ": " + e.getMessage(), e);
    }
    throw new CertificateException(said.getFirst() + " is not of the form rhizome:ROLE/NAME");
  }

  static String uri(Role role, String name) {
    return "rhizome:" + role.word() + "/" + name;
  }

  /** Shaped as every name of the grid is, and so safe in paths and URIs. */
  static String check(String name) {
    if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("'%s' is not a name: use 1 to %d of a-z, 0-9, '.', '_', '-', "
                  + "and begin and end with a letter or digit")
              .formatted(name, NAME_MAX));
    }
    return name;
  }

  /** Such as {@code member n1}. */
  @Override
  public String toString() {
    return role.word() + " " + name;
  }
}
