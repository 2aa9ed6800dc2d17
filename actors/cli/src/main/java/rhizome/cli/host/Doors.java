package rhizome.cli.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import rhizome.gateway.Gateway;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.OperatorToken;
import rhizome.runtime.grid.Member;

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
    try {
      return Gateway.open(
              member.system(),
              new GridAdapter(member.grid(), stopped),
              OperatorToken.openOrCreate(data),
              api.withPort(port.orElse(api.port())))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException taken) {
        throw taken;
      }
      throw e;
    }
  }
}
