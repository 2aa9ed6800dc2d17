package rhizome.runtime.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import rhizome.runtime.tls.Pki;

/**
 * The part of a Kubernetes API that lists pods and keeps leases, over TLS, for who has its token.
 * Of two who write the same version of a lease one is refused, as there.
 */
public final class ScriptedKubernetes implements AutoCloseable {

  private static final String TOKEN = "a token of the service account";
  private static final String PODS = "/api/v1/namespaces/farm/pods";
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/farm/leases";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private final Pki pki;
  private final List<String> pods = new CopyOnWriteArrayList<>();
  private final Map<String, ObjectNode> leases = new TreeMap<>();
  private final List<String> holders = new ArrayList<>();
  private int version;

  /**
   * @param folder for what Kubernetes would mount into a pod
   * @param address where it listens
   */
  public ScriptedKubernetes(Path folder, String address)
      throws IOException, GeneralSecurityException {
    this.folder = Files.createDirectories(folder);
    this.pki = Pki.in(folder.resolve("ca"));
    Files.writeString(folder.resolve("token"), TOKEN);
    Files.writeString(folder.resolve("namespace"), "farm");
    server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pki.server("api", address)));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Lines of settings by which a member finds what Kubernetes mounts into a pod. */
  public List<String> settings() {
    String api = "akka.discovery.kubernetes-api.";
    return List.of(
        api + "api-ca-path = \"%s\"".formatted(pki.certificate()),
        api + "api-token-path = \"%s\"".formatted(folder.resolve("token")),
        api + "pod-namespace-path = \"%s\"".formatted(folder.resolve("namespace")));
  }

  /** What Kubernetes puts into the environment of a pod. */
  public Map<String, String> environment() {
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        server.getAddress().getAddress().getHostAddress(),
        "KUBERNETES_SERVICE_PORT",
        Integer.toString(port()));
  }

  public void running(String app, String address) {
    pod(app, "\"name\": \"%s\"".formatted(app), "Running", address);
  }

  /** Who is on its way out has its address to the end. */
  public void ending(String app, String address) {
    pod(app, "\"deletionTimestamp\": \"2026-11-27T09:00:00Z\"", "Running", address);
  }

  public void pending(String app, String address) {
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

  /** Everybody who ever got a lease, in that order; once each time. */
  public synchronized List<String> holders() {
    return List.copyOf(holders);
  }

  /** Whether anybody could get a lease now. */
  public synchronized boolean isFree(String name) {
    JsonNode spec = leases.getOrDefault(name, JSON.createObjectNode()).path("spec");
    return spec.path("holderIdentity").asText().isEmpty()
        || Instant.parse(spec.path("renewTime").asText())
            .plusSeconds(spec.path("leaseDurationSeconds").asLong())
            .isBefore(Instant.now());
  }

  /** How often a lease was written. */
  synchronized int version() {
    return version;
  }

  /** A lease as somebody else may write it. */
  synchronized void overwrite(String name, String spec) throws IOException {
    ObjectNode lease = JSON.createObjectNode();
    lease.putObject("metadata").put("name", name);
    lease.set("spec", JSON.readTree(spec));
    keep(name, lease);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    String path = exchange.getRequestURI().getPath();
    if (!("Bearer " + TOKEN).equals(token)) {
      say(exchange, 401, status(401, "Unauthorized"));
    } else if (path.equals(PODS)) {
      list(exchange);
    } else if (path.equals(LEASES) || path.startsWith(LEASES + "/")) {
      lease(exchange, path.substring(LEASES.length()).replaceFirst("/", ""));
    } else {
      say(exchange, 404, status(404, "the server could not find the requested resource"));
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String selector = URLDecoder.decode(query, StandardCharsets.UTF_8);
    String label = "\"app\": \"" + selector.replaceFirst("^labelSelector=app=", "") + "\"";
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

  private record Said(int code, String body) {
    Said(int code, String message, boolean failed) {
      this(code, failed ? status(code, message) : message);
    }
  }

  private void lease(HttpExchange exchange, String name) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    Said said =
        switch (exchange.getRequestMethod()) {
          case "GET" -> get(name);
          case "POST" -> create(body);
          case "PATCH" -> amend(name, body);
          default -> new Said(405, "not allowed", true);
        };
    say(exchange, said.code, said.body);
  }

  private synchronized Said get(String name) {
    ObjectNode there = leases.get(name);
    return there == null ? new Said(404, "not found", true) : new Said(200, there.toString());
  }

  private synchronized Said create(JsonNode lease) {
    return leases.containsKey(name(lease))
        ? new Said(409, "already exists", true)
        : new Said(201, keep(name(lease), (ObjectNode) lease));
  }

  private synchronized Said amend(String name, JsonNode change) {
    ObjectNode there = leases.get(name);
    if (there == null) {
      return new Said(404, "not found", true);
    }
    return version(there).equals(version(change))
        ? new Said(200, keep(name, merged(there, change)))
        : new Said(409, "the object has been modified", true);
  }

  private static ObjectNode merged(ObjectNode there, JsonNode change) {
    ObjectNode merged = there.deepCopy();
    ((ObjectNode) merged.path("spec")).setAll((ObjectNode) change.path("spec"));
    return merged;
  }

  private String keep(String name, ObjectNode lease) {
    ((ObjectNode) lease.path("metadata")).put("resourceVersion", Integer.toString(++version));
    leases.put(name, lease);
    String holder = lease.path("spec").path("holderIdentity").asText();
    if (!holder.isEmpty() && (holders.isEmpty() || !holders.getLast().equals(holder))) {
      holders.add(holder);
    }
    return lease.toString();
  }

  private static String name(JsonNode lease) {
    return lease.path("metadata").path("name").asText();
  }

  private static String version(JsonNode lease) {
    return lease.path("metadata").path("resourceVersion").asText();
  }

  private static String status(int code, String message) {
    return "{\"kind\": \"Status\", \"status\": \"Failure\", \"message\": \"%s\", \"code\": %d}"
        .formatted(message, code);
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
    threads.shutdownNow();
  }
}
