package rhizome.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import rhizome.gateway.Gateway;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.LedgerPort;
import rhizome.gateway.OperatorToken;
import rhizome.gateway.edge.DoorSettings;
import rhizome.gateway.edge.EdgeDoor;
import rhizome.gateway.edge.EdgePort;
import rhizome.gateway.edge.Trust;
import rhizome.runtime.grid.Grid;
import rhizome.runtime.grid.Member;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Handshakes;
import rhizome.runtime.tls.Peer;
import rhizome.runtime.tls.Role;

/** Opens what a member lets others in by: the API, and the door of agents. */
final class Doors {

  private Doors() {}

  /**
   * Where what a door needs is found.
   *
   * @param data where the operator's token lies, or is made
   * @param credentials folder of the member's own certificate, if the door wants one
   */
  record Keys(Path data, Path credentials) {}

  /**
   * @param ledger beside the grid
   * @param stopped completed when the API is asked to end
   */
  static Gateway open(
      Keys keys,
      GatewaySettings api,
      Member member,
      LedgerPort ledger,
      CompletableFuture<Boolean> stopped)
      throws IOException {
    GridPort grid = new GridAdapter(member.grid(), ledger, stopped);
    OperatorToken token = OperatorToken.openOrCreate(keys.data());
    try {
      CompletionStage<Gateway> opening =
          api.tls()
              ? Gateway.open(member.system(), grid, token, api, handshakes(keys))
              : Gateway.open(member.system(), grid, token, api);
      return opening.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException taken) {
        throw taken;
      }
      throw e;
    }
  }

  /** Who may knock at a door with TLS. */
  private static Handshakes handshakes(Keys keys) {
    return Credentials.open(keys.credentials(), Role.MEMBER).with(Role.OPERATOR, Role.MEMBER);
  }

  /**
   * Opens the door of agents that are no members; there is one only where a member has a
   * certificate to show them.
   */
  static Optional<EdgeDoor> openForAgents(Keys keys, DoorSettings agents, Member member)
      throws IOException {
    if (!SharedConfig.hasCertificate(keys.credentials())) {
      return Optional.empty();
    }
    Grid grid = member.grid();
    EdgePort port =
        EdgePort.of(grid, (node, boot, reason) -> grid.gone(grid.zone(), node, boot, reason));
    Trust trust =
        new Trust(
            Credentials.open(keys.credentials(), Role.MEMBER).sslContext(Role.AGENT),
            session -> peer(session, Role.AGENT));
    try {
      return Optional.of(
          EdgeDoor.open(member.system(), port, trust, agents).toCompletableFuture().join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException taken) {
        throw taken;
      }
      throw e;
    }
  }

  /** The name in a certificate, if it is one of that role. */
  static Optional<String> peer(SSLSession session, Role role) {
    try {
      Peer peer = Peer.of(session);
      return peer.role() == role ? Optional.of(peer.name()) : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }
}
