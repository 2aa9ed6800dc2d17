package rhizome.gateway;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import rhizome.gateway.http.Json;
import rhizome.gateway.problem.Problem;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Handshakes;
import rhizome.runtime.tls.Role;

/** A gateway that is really listening, and a client that has its token. */
public final class Door implements AutoCloseable {

  private static final ObjectMapper MAPPER = Json.lenient();

  /** One for all tests; ends with the JVM. */
  private static final ActorSystem<Void> SYSTEM =
      ActorSystem.create(
          Behaviors.empty(),
          "door",
          ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF, daemonic = on }")
              .withFallback(ConfigFactory.load()));

  static final GatewaySettings SETTINGS =
      GatewaySettings.from(ConfigFactory.parseResources("rhizome/api.conf"));

  private final Gateway gateway;
  private final OperatorToken token;
  private final HttpClient client = HttpClient.newHttpClient();

  private Door(Gateway gateway, OperatorToken token) {
    this.gateway = gateway;
    this.token = token;
  }

  public static Door to(GridPort grid, Path folder) throws IOException {
    return to(grid, folder, SETTINGS.withPort(0));
  }

  static Door to(GridPort grid, Path folder, GatewaySettings settings) throws IOException {
    OperatorToken token = OperatorToken.openOrCreate(folder);
    return new Door(
        Gateway.open(SYSTEM, grid, token, settings).toCompletableFuture().join(), token);
  }

  /** The same with HTTPS. */
  public static Door to(GridPort grid, Path folder, GatewaySettings settings, Credentials own)
      throws IOException {
    OperatorToken token = OperatorToken.openOrCreate(folder);
    Handshakes tls = own.with(Role.OPERATOR, Role.MEMBER);
    return new Door(
        Gateway.open(SYSTEM, grid, token, settings, tls).toCompletableFuture().join(), token);
  }

  /** Settings with TLS on every address of this machine, and any port. */
  public static GatewaySettings secured() {
    return GatewaySettings.from(
            ConfigFactory.parseResources("rhizome/api-tls.conf")
                .withFallback(ConfigFactory.parseResources("rhizome/api.conf"))
                .resolve())
        .withPort(0);
  }

  public URI url() {
    return gateway.url();
  }

  OperatorToken token() {
    return token;
  }

  static ActorSystem<Void> system() {
    return SYSTEM;
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, Object body) {
    try {
      return post(path, MAPPER.writeValueAsString(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  Answer plan(String text) {
    return post("/v1/plan", blueprint(text));
  }

  Answer apply(String text) {
    return post("/v1/apply", blueprint(text));
  }

  static Map<String, Object> blueprint(String text) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("file", "test.yaml");
    body.put("text", text);
    body.put("here", "/nowhere");
    return body;
  }

  HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", token.bearer());
  }

  /** A request of somebody with other keys, or none. */
  static Answer sendWith(SSLContext keys, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient other = HttpClient.newBuilder().sslContext(keys).build()) {
      return new Answer(other.send(request.build(), BodyHandlers.ofString()));
    }
  }

  HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(gateway.url().resolve(path)).timeout(Duration.ofSeconds(20));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<InputStream> stream(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  @Override
  public void close() {
    client.close();
    shut(Duration.ofMillis(100));
  }

  /** As the grid does it: whoever is being answered has this long. */
  void shut(Duration grace) {
    gateway.close(grace).toCompletableFuture().join();
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      return as(JsonNode.class);
    }

    <T> T as(Class<T> type) {
      try {
        return MAPPER.readValue(body(), type);
      } catch (IOException e) {
        throw new UncheckedIOException(body(), e);
      }
    }

    Problem problem() {
      return as(Problem.class);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
