package rhizome.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.gateway.OperatorToken;

/**
 * A real HTTP server on loopback that plays recorded answers and remembers what it was asked. A
 * route with several answers plays them one after the other and stays with the last.
 */
public final class RecordedGrid implements AutoCloseable {

  /** What was asked: {@code GET /v1/status}, the body, and the header that lets in. */
  public record Asked(String what, String body, String authorization, String lastEventId) {}

  private record Answer(int status, String type, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> answers = new TreeMap<>();
  private final List<String> hanging = new ArrayList<>();
  private final List<String> losing = new ArrayList<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Path data;

  /** Opens the server and leaves its address and a token in the data folder. */
  public RecordedGrid(Path data) throws IOException {
    this.data = data;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::play);
    server.start();
    new GridFile(url(), ProcessHandle.current().pid(), "").write(data);
    OperatorToken.openOrCreate(data);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public RecordedGrid on(String what, String json) {
    return on(what, 200, "application/json", json);
  }

  public RecordedGrid refuse(String what, int status, String type, String detail) {
    Json problem =
        Json.object("type", "urn:rhizome:problem:" + type)
            .with("title", "A title")
            .with("status", status)
            .with("detail", detail);
    return on(what, status, "application/problem+json", JsonText.compact(problem));
  }

  public synchronized RecordedGrid on(String what, int status, String type, String body) {
    add(what, new Answer(status, type, body, Map.of()));
    return this;
  }

  /** Takes the question and never answers it. */
  public synchronized RecordedGrid hang(String what) {
    hanging.add(what);
    return this;
  }

  /** As {@link #hang}, but only once. */
  public synchronized RecordedGrid lose(String what) {
    losing.add(what);
    return this;
  }

  /** A part of a log. */
  public synchronized RecordedGrid log(String what, String text, long next, long size) {
    Map<String, String> headers =
        Map.of(
            "Rhizome-Log-From", Long.toString(next - text.length()),
            "Rhizome-Log-Next", Long.toString(next),
            "Rhizome-Log-Size", Long.toString(size));
    add(what, new Answer(200, "text/plain", text, headers));
    return this;
  }

  private synchronized void add(String what, Answer answer) {
    answers.computeIfAbsent(what, _ -> new ArrayDeque<>()).add(answer);
  }

  private void play(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    asked.add(
        new Asked(
            what,
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"))));
    if (isHanging(what)) {
      return; // the exchange stays open until the server ends
    }
    Answer answer = next(what);
    exchange.getResponseHeaders().add("Content-Type", answer.type);
    answer.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    byte[] body = answer.body.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized boolean isHanging(String what) {
    return hanging.contains(what) || losing.remove(what);
  }

  private synchronized Answer next(String what) {
    Deque<Answer> known = answers.get(what);
    if (known == null) {
      Json unknown =
          Json.object("type", "urn:rhizome:problem:no-such-route")
              .with("detail", "nothing recorded for " + what);
      return new Answer(404, "application/problem+json", JsonText.compact(unknown), Map.of());
    }
    return known.size() > 1 ? known.removeFirst() : known.getFirst();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** What was asked, without bodies. */
  public List<String> questions() {
    return asked().stream().map(Asked::what).toList();
  }

  public Path data() {
    return data;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
