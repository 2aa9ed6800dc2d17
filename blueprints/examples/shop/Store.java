import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A key-value store over HTTP: PUT, GET and DELETE on /keys/KEY, and GET on /keys for all keys, one
 * a line. Every change is appended to {@code store.log} in the working directory and forced to the
 * disk before it is answered; a record that a crash cut short is dropped at the next start.
 */
public final class Store {

  private static final int VALUE_MAX = 64 * 1024;
  private static final String KEYS = "/keys";

  private final Map<String, byte[]> values = new TreeMap<>();
  private final RandomAccessFile log;

  private Store(RandomAccessFile log) throws IOException {
    this.log = log;
    replay();
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(System.getenv("RHIZOME_PORT_HTTP"));
    Store store = new Store(new RandomAccessFile("store.log", "rw"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/health", exchange -> answer(exchange, 200, "well\n"));
    server.createContext(KEYS, store::handle);
    server.start();
    System.out.println("store: " + store.values.size() + " keys, listening on " + port);
  }

  /** The server has one thread, so requests come one after the other. */
  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = path.length() > KEYS.length() + 1 ? path.substring(KEYS.length() + 1) : "";
    switch (exchange.getRequestMethod() + (key.isEmpty() ? " all" : "")) {
      case "GET all" -> answer(exchange, 200, lines());
      case "GET" -> get(exchange, key);
      case "PUT" -> put(exchange, key);
      case "DELETE" -> delete(exchange, key);
      default -> answer(exchange, 405, "use GET, PUT or DELETE\n");
    }
  }

  private String lines() {
    return values.isEmpty() ? "" : String.join("\n", values.keySet()) + "\n";
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    byte[] value = values.get(key);
    if (value == null) {
      answer(exchange, 404, "no such key\n");
    } else {
      answer(exchange, 200, value);
    }
  }

  private void put(HttpExchange exchange, String key) throws IOException {
    byte[] value = exchange.getRequestBody().readNBytes(VALUE_MAX + 1);
    if (value.length > VALUE_MAX) {
      answer(exchange, 413, "a value has at most " + VALUE_MAX + " bytes\n");
      return;
    }
    append("+ " + encoded(key.getBytes(StandardCharsets.UTF_8)) + " " + encoded(value));
    values.put(key, value);
    answer(exchange, 204, "");
  }

  private void delete(HttpExchange exchange, String key) throws IOException {
    if (values.containsKey(key)) {
      append("- " + encoded(key.getBytes(StandardCharsets.UTF_8)) + " ");
      values.remove(key);
    }
    answer(exchange, 204, "");
  }

  private void append(String line) throws IOException {
    log.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    log.getFD().sync();
  }

  private void replay() throws IOException {
    byte[] bytes = new byte[(int) log.length()];
    log.readFully(bytes);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int whole = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        line.write(bytes[i]);
        continue;
      }
      String[] parts = line.toString(StandardCharsets.US_ASCII).split(" ", -1);
      String key = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      if (parts[0].equals("+")) {
        values.put(key, Base64.getDecoder().decode(parts[2]));
      } else {
        values.remove(key);
      }
      whole = i + 1;
      line.reset();
    }
    log.setLength(whole);
    log.seek(whole);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    answer(exchange, status, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
