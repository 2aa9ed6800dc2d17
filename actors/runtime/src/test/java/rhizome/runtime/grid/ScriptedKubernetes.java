package rhizome.runtime.grid;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import rhizome.house.FreePorts;
import rhizome.runtime.tls.Pki;

/**
 * The part of a Kubernetes API that lists pods, on loopback and over TLS, for who has its token.
 */
final class ScriptedKubernetes implements AutoCloseable {

  private static final String TOKEN = "a token of the service account";
  private static final String PODS = "/api/v1/namespaces/farm/pods";

  private final HttpsServer server;
  private final Path folder;
  private final Pki pki;
  private final List<String> pods = new CopyOnWriteArrayList<>();

  ScriptedKubernetes(Path folder) throws IOException, GeneralSecurityException {
    this.folder = Files.createDirectories(folder);
    this.pki = Pki.in(folder.resolve("ca"));
    Files.writeString(folder.resolve("token"), TOKEN);
    Files.writeString(folder.resolve("namespace"), "farm");
    server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.pick(1).getFirst()),
            0);
    server.setHttpsConfigurator(new HttpsConfigurator(pki.server("api")));
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Lines of settings by which a member finds what Kubernetes mounts into a pod. */
  List<String> settings() {
    String api = "akka.discovery.kubernetes-api.";
    return List.of(
        api + "api-ca-path = \"%s\"".formatted(pki.certificate()),
        api + "api-token-path = \"%s\"".formatted(folder.resolve("token")),
        api + "pod-namespace-path = \"%s\"".formatted(folder.resolve("namespace")));
  }

  void running(String app, String address) {
    pod(app, "\"name\": \"%s\"".formatted(app), "Running", address);
  }

  /** Who is on its way out has its address to the end. */
  void ending(String app, String address) {
    pod(app, "\"deletionTimestamp\": \"2026-11-27T09:00:00Z\"", "Running", address);
  }

  void pending(String app, String address) {
    pod(app, "\"name\": \"%s\"".formatted(app), "Pending", address);
  }

  private void pod(String app, String metadata, String phase, String address) {
    pods.add(
        """
        {"metadata": {%s, "namespace": "farm", "labels": {"app": "%s"}},
         "spec": {"containers": [{"name": "member", "image": "rhizome:0.1.0",
           "ports": [{"name": "members", "containerPort": 7718, "protocol": "TCP"},
                     {"name": "management", "containerPort": 7719, "protocol": "TCP"}]}],
           "nodeName": "n1", "restartPolicy": "Always"},
         "status": {"phase": "%s", "podIP": "%s", "podIPs": [{"ip": "%s"}],
           "containerStatuses": [{"name": "member", "ready": false, "restartCount": 0,
             "state": {"running": {"startedAt": "2026-11-27T09:00:00Z"}}}]}}
        """
            .formatted(metadata, app, phase, address, address));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String selector = URLDecoder.decode(query, StandardCharsets.UTF_8);
    if (!("Bearer " + TOKEN).equals(token)) {
      say(exchange, 401, "{\"kind\": \"Status\", \"status\": \"Failure\", \"code\": 401}");
    } else if (!exchange.getRequestURI().getPath().equals(PODS)
        || !selector.startsWith("labelSelector=app=")) {
      say(exchange, 404, "{\"kind\": \"Status\", \"status\": \"Failure\", \"code\": 404}");
    } else {
      String label = "\"app\": \"" + selector.substring("labelSelector=app=".length()) + "\"";
      say(
          exchange,
          200,
          pods.stream()
              .filter(pod -> pod.contains(label))
              .collect(
                  Collectors.joining(
                      ",",
                      "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"metadata\": {}, \"items\":"
                          + " [",
                      "]}")));
    }
  }

  private static void say(HttpExchange exchange, int code, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
