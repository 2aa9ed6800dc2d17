package rhizome.runtime.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a folder held before something is issued into it. What cannot be read any more stands in
 * nobody's way.
 */
final class Former {

  private static final Integer DNS_TAG = 2;
  private static final Integer ADDRESS_TAG = 7;

  private final Path folder;
  private final X509Certificate authority;

  Former(Path folder, X509Certificate authority) {
    this.folder = folder;
    this.authority = authority;
  }

  /** What to issue, with the hosts of the old certificate where no others are asked for. */
  Wanted replacedBy(Wanted wanted, boolean renew) {
    Path pair = folder.resolve(Pair.CERTIFICATE);
    if (!Files.exists(pair) && !Files.exists(folder.resolve(Pair.KEY))) {
      return wanted;
    }
    if (!renew) {
      throw new TlsRefused(
          "%s holds a key or a certificate already: say --renew to replace them".formatted(folder));
    }
    Optional<Peer> holder = holder(pair);
    if (holder.isEmpty()) {
      return wanted;
    }
    Peer old = holder.get();
    if (old.role() != wanted.role() || !old.name().equals(wanted.name())) {
      throw new TlsRefused(
          "%s is of %s, and is not renewed for %s %s: name another folder with --out"
              .formatted(pair, old, wanted.role().word(), wanted.name()));
    }
    return wanted.hosts().isEmpty() ? wanted.withHosts(hosts(old.certificate())) : wanted;
  }

  private static Optional<Peer> holder(Path file) {
    try {
      return Optional.of(Peer.of(Pem.certificates(file).getFirst()));
    } catch (TlsRefused | CertificateException _) {
      return Optional.empty();
    }
  }

  /** The DNS names and addresses of a certificate. */
  static List<String> hosts(X509Certificate certificate) {
    List<String> hosts = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(DNS_TAG) || name.get(0).equals(ADDRESS_TAG)) {
          hosts.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateParsingException _) {
      return List.of(); // then they have to be said again
    }
    return hosts;
  }

  /**
   * Keeps a list in which the authority stands: an operator may have put a second one there, on the
   * way from one to the other.
   */
  void keepOrWriteAuthorities() {
    Path file = folder.resolve(Pair.AUTHORITIES);
    if (Files.exists(file)) {
      if (!Pem.certificates(file).contains(authority)) {
        throw new TlsRefused(
            ("%s does not name the authority that issues here: add its certificate to the file "
                    + "on all peers first, or name another folder with --out")
                .formatted(file));
      }
      return;
    }
    WholeFile.write(file, Pem.write(List.of(authority)), WholeFile.FOR_ALL);
  }
}
