package rhizome.gateway.edge;

import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import rhizome.runtime.cluster.HostPort;

/**
 * What one side of the stream shows, and whom it believes.
 *
 * @param context with the own certificate, and with the authority that must have issued the other
 * @param peer the name of the other side, if its certificate is one for the place it takes: an
 *     agent's at the door, a gateway's at the end of a line
 */
public record Trust(SSLContext context, Function<SSLSession, Optional<String>> peer) {

  private static final String[] PROTOCOLS = {"TLSv1.3"};

  SSLEngine server() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  SSLEngine client(HostPort gateway) {
    SSLEngine engine = context.createSSLEngine(gateway.host(), gateway.port());
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }
}
