package rhizome.runtime.tls;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import scala.Option;

/**
 * TLS between members: each side shows a certificate of role member, whatever its address. Akka's
 * own {@code RotatingKeysSSLEngineProvider} (2.8.5) demands that both certificates share a subject
 * name, which those of single members do not.
 *
 * <p>Public with this constructor because Akka makes one of it by reflection.
 */
public final class ArteryEngines implements SSLEngineProvider {

  private final Handshakes handshakes;

  /**
   * @throws TlsRefused if the folder at {@code rhizome.tls.folder} holds no usable credentials of a
   *     member
   */
  public ArteryEngines(ActorSystem system) {
    this.handshakes = Credentials.of(system.settings().config(), Role.MEMBER).with(Role.MEMBER);
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return handshakes.server();
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return handshakes.client();
  }

  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return verify(session);
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return verify(session);
  }

  /** The handshake has looked already; this holds even if an engine was set otherwise. */
  private static Option<Throwable> verify(SSLSession session) {
    try {
      Peer peer = Peer.of(session);
      return peer.role() == Role.MEMBER
          ? Option.empty()
          : Option.apply(new SSLPeerUnverifiedException(peer + " is no member"));
    } catch (SSLPeerUnverifiedException e) {
      return Option.apply(e);
    }
  }
}
