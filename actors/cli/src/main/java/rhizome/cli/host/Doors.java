package rhizome.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import rhizome.cli.client.GridClient;
import rhizome.gateway.Gateway;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.OperatorToken;
import rhizome.runtime.grid.Member;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Handshakes;
import rhizome.runtime.tls.Role;

/** Opens the API of a member. */
final class Doors {

  private Doors() {}

  /**
   * @param data where the operator's token lies, or is made
   * @param port that wins over the settings'
   * @param stopped completed when the API is asked to end
   */
  static Gateway open(
      Path data,
      GatewaySettings api,
      OptionalInt port,
      Member member,
      CompletableFuture<Boolean> stopped)
      throws IOException {
    GridPort grid = new GridAdapter(member.grid(), stopped);
    OperatorToken token = OperatorToken.openOrCreate(data);
    GatewaySettings door = api.withPort(port.orElse(api.port()));
    try {
      CompletionStage<Gateway> opening =
          door.tls()
              ? Gateway.open(member.system(), grid, token, door, handshakes(data))
              : Gateway.open(member.system(), grid, token, door);
      return opening.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException taken) {
        throw taken;
      }
      throw e;
    }
  }

  /** Who may knock at a door with TLS; our own credentials lie where commands look for theirs. */
  private static Handshakes handshakes(Path data) {
    return Credentials.open(GridClient.credentialsFolder(data), Role.MEMBER)
        .with(Role.OPERATOR, Role.MEMBER);
  }
}
