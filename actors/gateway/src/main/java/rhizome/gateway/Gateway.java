package rhizome.gateway;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ServerSettings;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import rhizome.gateway.http.Malformed;
import rhizome.gateway.http.Router;
import rhizome.runtime.tls.Handshakes;

/** The HTTP API of one grid, while it is open. */
public final class Gateway {

  private final ServerBinding binding;
  private final boolean tls;

  private Gateway(ServerBinding binding, boolean tls) {
    this.binding = binding;
    this.tls = tls;
  }

  /** Opens the door. Fails with {@link IOException} when the port is taken. */
  public static CompletionStage<Gateway> open(
      ActorSystem<?> system, GridPort grid, OperatorToken token, GatewaySettings settings) {
    if (settings.tls()) {
      throw new IllegalArgumentException(
          "rhizome.api.tls is on, and this profile has no credentials: switch it off");
    }
    return open(system, new Router(system, grid, token, settings), settings, server -> server);
  }

  /**
   * Opens the door for HTTPS.
   *
   * @param tls who may knock: {@code credentials.with(OPERATOR, MEMBER)}; the token is wanted, too
   */
  public static CompletionStage<Gateway> open(
      ActorSystem<?> system,
      GridPort grid,
      OperatorToken token,
      GatewaySettings settings,
      Handshakes tls) {
    if (!settings.tls()) {
      throw new IllegalArgumentException(
          "rhizome.api.tls is off, and there are credentials for it: switch it on");
    }
    return open(
        system,
        new Router(system, grid, token, settings),
        settings,
        server -> server.enableHttps(ConnectionContext.httpsServer(tls::server)));
  }

  private static CompletionStage<Gateway> open(
      ActorSystem<?> system,
      Router router,
      GatewaySettings settings,
      UnaryOperator<ServerBuilder> secured) {
    return secured
        .apply(
            Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(server(system)))
        .bindFlow(router.connection())
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw new CompletionException(refused(settings, failure));
              }
              return new Gateway(binding, settings.tls());
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

  /** Where the API is, such as {@code http://127.0.0.1:7717}, seen from this machine. */
  public URI url() {
    InetAddress address = binding.localAddress().getAddress();
    InetAddress near = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    String host = near.getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                tls ? "https" : "http",
                near instanceof Inet6Address ? "[" + host + "]" : host,
                binding.localAddress().getPort()));
  }

  /** Takes no new requests, and lets those that were taken end within {@code grace}. */
  public CompletionStage<Void> close(Duration grace) {
    return binding.terminate(grace).thenApply(_ -> null);
  }
}
