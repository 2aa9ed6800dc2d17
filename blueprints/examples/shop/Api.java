import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Orders over HTTP: POST /orders takes an item's name and answers with the order's id, GET /orders
 * gives all orders as JSON, GET /orders/ID one. It keeps nothing itself; the store at STORE_URL
 * does, and while that is away the answer is 503.
 */
public final class Api {

  private static final int ITEM_MAX = 200;
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final String ORDERS = "/orders";
  private static final String STORE = System.getenv("STORE_URL");

  private record Reply(int status, String body) {}

  private Api() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("RHIZOME_PORT_HTTP"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/health", exchange -> answer(exchange, new Reply(200, "well\n")));
    server.createContext(ORDERS, Api::orders);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println("api: listening on " + port + ", store at " + STORE);
  }

  private static void orders(HttpExchange exchange) throws IOException {
    Reply reply;
    try {
      String path = exchange.getRequestURI().getPath().substring(ORDERS.length());
      switch (exchange.getRequestMethod()) {
        case "GET" -> reply = path.length() <= 1 ? all() : one(path.substring(1));
        case "POST" -> reply = order(exchange.getRequestBody());
        default -> reply = new Reply(405, "use GET or POST\n");
      }
    } catch (IOException e) {
      reply = new Reply(503, "the store does not answer: " + e.getMessage() + "\n");
    }
    answer(exchange, reply);
  }

  private static Reply order(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(ITEM_MAX + 1);
    String item = new String(bytes, StandardCharsets.UTF_8).strip();
    if (item.isEmpty() || bytes.length > ITEM_MAX) {
      return new Reply(400, "an order is the name of an item, at most " + ITEM_MAX + " bytes\n");
    }
    String id = UUID.randomUUID().toString();
    Reply stored = store("PUT", "/keys/" + id, item);
    return stored.status() == 204 ? new Reply(201, id + "\n") : stored;
  }

  private static Reply one(String id) throws IOException {
    if (!id.matches("[0-9a-f-]{36}")) {
      return new Reply(404, "no such order\n");
    }
    Reply stored = store("GET", "/keys/" + id, null);
    return stored.status() == 200 ? new Reply(200, json(id, stored.body()) + "\n") : stored;
  }

  private static Reply all() throws IOException {
    Reply keys = store("GET", "/keys", null);
    if (keys.status() != 200) {
      return keys;
    }
    StringBuilder orders = new StringBuilder();
    for (String id : keys.body().lines().collect(Collectors.toList())) {
      Reply stored = store("GET", "/keys/" + id, null);
      if (stored.status() == 200) {
        orders.append(orders.length() == 0 ? "" : ",\n ").append(json(id, stored.body()));
      }
    }
    return new Reply(200, "[" + orders + "]\n");
  }

  private static String json(String id, String item) {
    StringBuilder escaped = new StringBuilder();
    for (char c : item.toCharArray()) {
      if (c < ' ' || c == '"' || c == '\\') {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return "{\"id\": \"" + id + "\", \"item\": \"" + escaped + "\"}";
  }

  private static Reply store(String method, String path, String body) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(STORE + path).toURL().openConnection();
    call.setRequestMethod(method);
    call.setConnectTimeout(TIMEOUT_MILLIS);
    call.setReadTimeout(TIMEOUT_MILLIS);
    if (body != null) {
      call.setDoOutput(true);
      call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = call.getResponseCode();
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Reply(status, text);
    }
  }

  private static void answer(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      String type = reply.body().startsWith("[") || reply.body().startsWith("{") ? "json" : "";
      exchange
          .getResponseHeaders()
          .set("Content-Type", type.isEmpty() ? "text/plain; charset=utf-8" : "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
