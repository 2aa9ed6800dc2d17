import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * The shop's front: serves the files of the folder given as argument and passes /orders on to the
 * api at API_URL; while that is away the answer is 502.
 */
public final class Web {

  private static final int BODY_MAX = 64 * 1024;
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String API = System.getenv("API_URL");

  private final Path site;

  private Web(Path site) {
    this.site = site;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("RHIZOME_PORT_HTTP"));
    Web web = new Web(Path.of(args[0]).toAbsolutePath().normalize());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/health", exchange -> answer(exchange, 200, "text/plain", "well\n"));
    server.createContext("/orders", Web::forward);
    server.createContext("/", web::file);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println("web: listening on " + port + ", api at " + API);
  }

  private void file(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    Path file = site.resolve(path.isEmpty() ? "index.html" : path).normalize();
    if (!file.startsWith(site) || !Files.isRegularFile(file)) {
      answer(exchange, 404, "text/plain", "no such page\n");
      return;
    }
    answer(exchange, 200, "text/html; charset=utf-8", Files.readString(file));
  }

  private static void forward(HttpExchange exchange) throws IOException {
    int status;
    String type = "text/plain";
    String body;
    try {
      HttpURLConnection call =
          (HttpURLConnection) URI.create(API + exchange.getRequestURI()).toURL().openConnection();
      call.setRequestMethod(exchange.getRequestMethod());
      call.setConnectTimeout(TIMEOUT_MILLIS);
      call.setReadTimeout(TIMEOUT_MILLIS);
      byte[] sent = exchange.getRequestBody().readNBytes(BODY_MAX);
      if (sent.length > 0) {
        call.setDoOutput(true);
        call.getOutputStream().write(sent);
      }
      status = call.getResponseCode();
      type = call.getContentType() == null ? type : call.getContentType();
      try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
        body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      status = 502;
      body = "the api does not answer: " + e.getMessage() + "\n";
    }
    answer(exchange, status, type, body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
