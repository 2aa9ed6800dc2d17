package rhizome.runtime.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whose certificate is of the newest authorities and says one of certain roles. A refusal
 * is told to the log, because TLS tells the other side no reasons.
 */
final class RotatingTrust extends X509ExtendedTrustManager {

  private static final Logger LOG = LoggerFactory.getLogger(RotatingTrust.class);

  /** Strangers shall not fill the disk with their knocking. */
  private static final long SAID_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final Rotation rotation;
  private final Set<Role> peers;
  private final AtomicLong saidNext = new AtomicLong(System.nanoTime());

  RotatingTrust(Rotation rotation, Set<Role> peers) {
    this.rotation = rotation;
    this.peers = peers;
  }

  @FunctionalInterface
  private interface Check {
    void by(X509ExtendedTrustManager judge) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      Peer peer = Peer.of(chain[0]);
      checkDate(peer);
      judge(peer, check);
      if (!peers.contains(peer.role())) {
        throw new CertificateException(
            "a certificate of %s was shown where only one of role %s is let in"
                .formatted(peer, words()));
      }
    } catch (CertificateException e) {
      say(e);
      throw e;
    }
  }

  private String words() {
    return peers.stream().sorted().map(Role::word).collect(Collectors.joining(" or "));
  }

  /** The judge would say so, too, in words nobody understands. */
  private static void checkDate(Peer peer) throws CertificateException {
    Instant until = peer.certificate().getNotAfter().toInstant();
    if (Instant.now().isAfter(until)) {
      throw new CertificateException(
          "the certificate of %s has expired on %s: renew it with 'rhizome pki issue --renew'"
              .formatted(peer, until));
    }
  }

  private void judge(Peer peer, Check check) throws CertificateException {
    try {
      check.by(rotation.held().judge());
    } catch (CertificateException e) {
      throw new CertificateException(
          "the certificate shown as %s, issued by %s, is not accepted by this grid's authority: %s"
              .formatted(peer, peer.certificate().getIssuerX500Principal(), e.getMessage()),
          e);
    }
  }

  private void say(CertificateException why) {
    long now = System.nanoTime();
    long next = saidNext.get();
    if (now - next >= 0 && saidNext.compareAndSet(next, now + SAID_INTERVAL_NANOS)) {
      LOG.warn("a connection was refused: {}", why.getMessage());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, judge -> judge.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, judge -> judge.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, judge -> judge.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, judge -> judge.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, judge -> judge.checkClientTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, judge -> judge.checkServerTrusted(chain, authType));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return rotation.held().pair().authorities().toArray(X509Certificate[]::new);
  }
}
