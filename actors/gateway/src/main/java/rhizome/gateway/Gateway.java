package rhizome.gateway;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import rhizome.gateway.http.Malformed;
import rhizome.gateway.http.Router;

/** The HTTP API of one grid, while it is open. */
public final class Gateway {

  private final ServerBinding binding;

  private Gateway(ServerBinding binding) {
    this.binding = binding;
  }

  /** Opens the door. Fails with {@link IOException} when the port is taken. */
  public static CompletionStage<Gateway> open(
      ActorSystem<?> system, GridPort grid, OperatorToken token, GatewaySettings settings) {
    Router router = new Router(system, grid, token, settings);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .withSettings(server(system))
        .bindFlow(router.connection())
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw new CompletionException(refused(settings, failure));
              }
              return new Gateway(binding);
            });
  }

  private static ServerSettings server(ActorSystem<?> system) {
    return ServerSettings.create(
        ConfigFactory.parseString(
                """
                akka.http.server {
                  server-header = ""
                  linger-timeout = 1s
                  parsing.error-handler = "%s"
                  parsing.max-content-length = infinite
                }
                """
                    .formatted(Malformed.class.getName()))
            .withFallback(system.settings().config()));
  }

  private static IOException refused(GatewaySettings settings, Throwable failure) {
    String where = settings.host() + ":" + settings.port();
    return new IOException(
        "cannot listen on "
            + where
            + ", probably because another program does: choose another --port, or 0 for any",
        failure);
  }

  /** Where the API is, such as {@code http://127.0.0.1:7717}. */
  public URI url() {
    return URI.create(
        "http://%s:%d"
            .formatted(
                binding.localAddress().getAddress().getHostAddress(),
                binding.localAddress().getPort()));
  }

  /** Takes no new requests, and lets those that were taken end within {@code grace}. */
  public CompletionStage<Void> close(Duration grace) {
    return binding.terminate(grace).thenApply(_ -> null);
  }
}
