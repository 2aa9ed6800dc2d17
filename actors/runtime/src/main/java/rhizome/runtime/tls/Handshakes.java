package rhizome.runtime.tls;

import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.3 between the holder of some credentials and peers of certain roles, each handshake with
 * the newest pair. Sessions are not resumed: a resumed one would show the certificates of the day
 * on which it began, and nobody would look at them again.
 */
public final class Handshakes {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /**
   * RFC 8446, section 4.6.1, allows a ticket a week at most; for contexts whose sessions last
   * longer the JDK therefore neither gives nor takes tickets. {@code HandshakesTest} holds it to
   * that.
   */
  private static final int NO_TICKETS_SECONDS = 8 * 24 * 3600;

  private final SSLContext context;

  Handshakes(Rotation rotation, Set<Role> peers) {
    try {
      context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new RotatingKeys(rotation)},
          new TrustManager[] {new RotatingTrust(rotation, EnumSet.copyOf(peers))},
          null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot do TLS 1.3", e);
    }
    context.getServerSessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
    context.getClientSessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
  }

  /**
   * For libraries that insist. Whoever serves with it must demand the client's certificate, as
   * {@link #server} does.
   */
  public SSLContext context() {
    return context;
  }

  /** For the side that is called: it demands a certificate of whoever calls. */
  public SSLEngine server() {
    SSLEngine engine = engine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return engine;
  }

  /** For the side that calls. */
  public SSLEngine client() {
    SSLEngine engine = engine();
    engine.setUseClientMode(true);
    return engine;
  }

  private SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }
}
