package rhizome.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;

/** The example shop as real processes, started as its blueprint says, on ports that are free. */
class ShopTest {

  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();

  @TempDir Path folder = Path.of("");

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    client.close();
  }

  @Test
  void anOrderOutlivesTheStoresCrash() throws Exception {
    Process store = start("store");
    start("api");
    start("web");
    assertThat(call("web", "GET", "/", "").body()).contains("<h1>The shop</h1>");
    assertThat(call("web", "GET", "/../Web.java", "").statusCode()).isEqualTo(404);

    HttpResponse<String> ordered = call("web", "POST", "/orders", "a \"tulip\"");
    assertThat(ordered.statusCode()).isEqualTo(201);
    String id = ordered.body().strip();
    String told = "{\"id\": \"" + id + "\", \"item\": \"a \\u0022tulip\\u0022\"}";
    assertThat(call("web", "GET", "/orders", "").body()).isEqualTo("[" + told + "]\n");

    store.destroyForcibly().waitFor();
    assertThat(call("web", "GET", "/orders", "").statusCode()).isEqualTo(503);
    Path log = folder.resolve("store/store.log");
    Files.writeString(log, "+ torn", StandardOpenOption.APPEND);
    start("store");
    assertThat(call("web", "GET", "/orders", "").body()).isEqualTo("[" + told + "]\n");
    assertThat(call("web", "GET", "/orders/" + id, "").body()).isEqualTo(told + "\n");
    assertThat(call("store", "DELETE", "/keys/" + id, "").statusCode()).isEqualTo(204);
    assertThat(call("web", "GET", "/orders", "").body()).isEqualTo("[]\n");
    assertThat(call("web", "POST", "/orders", " ").statusCode()).isEqualTo(400);
    assertThat(call("store", "POST", "/keys/a", "b").statusCode()).isEqualTo(405);
  }

  /** Starts the service in its own folder and waits until its own probe is content. */
  private Process start(String name) throws Exception {
    Service service = ExamplesTest.read("shop.yaml").service(name).orElseThrow();
    int port = ports.containsKey(name) ? ports.get(name) : free();
    ports.put(name, port);
    Run run = service.spec().run().withPorts(Map.of("http", port));
    List<String> line = new ArrayList<>(List.of(run.command()));
    line.addAll(run.args());
    Path own = Files.createDirectories(folder.resolve(name));
    ProcessBuilder builder = new ProcessBuilder(line).directory(own.toFile());
    builder.redirectErrorStream(true).redirectOutput(own.resolve("output").toFile());
    builder.environment().putAll(run.env());
    moveToFreePorts(builder.environment());
    Port declared = service.spec().ports().getFirst();
    builder.environment().put(declared.variable(), Integer.toString(port));
    Process process = builder.start();
    started.add(process);
    awaitReady(name, service, process, own.resolve("output").toFile());
    return process;
  }

  /** The blueprint's fixed ports may be taken on the machine that runs this test. */
  private void moveToFreePorts(Map<String, String> environment) throws IOException {
    for (Service service : ExamplesTest.read("shop.yaml").services()) {
      String fixed = ":" + service.spec().ports().getFirst().number();
      Integer moved = ports.get(service.name());
      if (moved != null) {
        environment.replaceAll(
            (variable, value) ->
                variable.endsWith("_URL") ? value.replace(fixed, ":" + moved) : value);
      }
    }
  }

  private void awaitReady(String name, Service service, Process process, File output)
      throws Exception {
    assertThat(service.spec().health().probe()).isInstanceOf(Probe.Http.class);
    String path = ((Probe.Http) service.spec().health().probe()).path();
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    while (System.nanoTime() < deadline) {
      assertThat(process.isAlive()).as(Files.readString(output.toPath())).isTrue();
      try {
        if (call(name, "GET", path, "").statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(name + " is not ready: " + Files.readString(output.toPath()));
  }

  private HttpResponse<String> call(String service, String method, String path, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + ports.get(service) + path);
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
