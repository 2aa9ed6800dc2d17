package rhizome.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.gateway.OperatorToken;
import rhizome.gateway.timeline.Span;
import rhizome.runtime.tls.Credentials;
import rhizome.runtime.tls.Role;
import rhizome.runtime.tls.TlsRefused;

/**
 * Speaks with one grid. Every method throws {@link Trouble} with the code to end with. Built on
 * {@link HttpURLConnection}, because a whole command then starts in half the time it takes with
 * {@code java.net.http} (docs/operate/cli.md).
 */
public final class GridClient {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** There is no data folder to look into. */
  private static final Optional<Path> FAR = Optional.empty();

  private final URI url;
  private final String bearer;
  private final Optional<Path> data;
  private final Optional<SSLSocketFactory> sockets;
  private final Duration answerMax;

  private GridClient(
      URI url,
      String bearer,
      Optional<Path> data,
      Optional<SSLSocketFactory> sockets,
      Duration answerMax) {
    this.url = url;
    this.bearer = bearer;
    this.data = data;
    this.sockets = sockets;
    this.answerMax = answerMax;
  }

  /** The same, but no answer is waited for longer than this, nor longer than it is here. */
  public GridClient within(Duration limit) {
    Duration positive = limit.toMillis() < 1 ? Duration.ofMillis(1) : limit;
    return positive.compareTo(answerMax) < 0
        ? new GridClient(url, bearer, data, sockets, positive)
        : this;
  }

  /** The client of the grid that runs on a data folder. */
  public static GridClient of(Path data) {
    return of(data, credentials(data));
  }

  /**
   * The same.
   *
   * @param credentials a folder with a key and a certificate, for a grid that wants to see one
   */
  public static GridClient of(Path data, Optional<Path> credentials) {
    GridFile file = GridFile.read(data).orElseThrow(() -> noGrid(data));
    Path token = data.resolve(OperatorToken.FILE);
    return of(file.url(), token, Optional.of(data), credentials);
  }

  /** The client of a grid on another machine. */
  public static GridClient of(FarGrid grid, Optional<Path> credentials) {
    return of(grid.url(), grid.tokenFile(), FAR, credentials);
  }

  private static GridClient of(
      URI url, Path token, Optional<Path> data, Optional<Path> credentials) {
    Optional<SSLSocketFactory> sockets =
        url.getScheme().equals("https") ? Optional.of(sockets(url, credentials)) : Optional.empty();
    try {
      return new GridClient(url, OperatorToken.readFile(token).bearer(), data, sockets, ANSWER_MAX);
    } catch (IOException e) {
      throw new Trouble(ExitCode.REFUSED, "the operator's token cannot be read: " + e.getMessage());
    }
  }

  /** The credentials in a data folder, if there are some. */
  public static Optional<Path> credentials(Path data) {
    return Optional.of(credentialsFolder(data)).filter(Files::isDirectory);
  }

  /** Where in a data folder they belong. */
  public static Path credentialsFolder(Path data) {
    return data.resolve("tls");
  }

  private static SSLSocketFactory sockets(URI url, Optional<Path> credentials) {
    Path folder =
        credentials.orElseThrow(
            () ->
                new Trouble(
                    ExitCode.USAGE,
                    "the grid at %s wants to see a certificate".formatted(url),
                    "name its folder with --credentials; 'rhizome pki issue --role operator'"
                        + " makes one"));
    try {
      return Credentials.open(folder).sslContext(Role.MEMBER).getSocketFactory();
    } catch (TlsRefused e) {
      throw new Trouble(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static Trouble noGrid(Path data) {
    return new Trouble(
        ExitCode.UNREACHABLE,
        "no grid runs on the data folder " + data,
        "start one with 'rhizome up --detach', or name another folder with --data");
  }

  public URI url() {
    return url;
  }

  public Json get(String path) {
    return call("GET", path, Optional.empty());
  }

  public Json delete(String path) {
    return call("DELETE", path, Optional.empty());
  }

  public Json post(String path, Json body) {
    return call("POST", path, Optional.of(body));
  }

  /** The answer, or nothing when the grid knows no such thing. */
  public Optional<Json> find(String path) {
    return exchange(
        "GET",
        path,
        Optional.empty(),
        connection ->
            connection.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND
                ? Optional.empty()
                : Optional.of(json(connection)));
  }

  /** Bytes of a part of an answer, and where the next part begins. */
  @SuppressWarnings("ArrayRecordComponent") // read once and written; never compared
  public record Part(byte[] bytes, long next, long size) {}

  /** A part of a log; the path names its offset. */
  public Part part(String path) {
    return exchange(
        "GET",
        path,
        Optional.empty(),
        connection -> {
          byte[] bytes = body(connection);
          return new Part(
              bytes,
              connection.getHeaderFieldLong("Rhizome-Log-Next", bytes.length),
              connection.getHeaderFieldLong("Rhizome-Log-Size", bytes.length));
        });
  }

  /**
   * An answer without an end.
   *
   * @param from place of its first byte in a log
   */
  public record Stream(InputStream bytes, long from) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /**
   * Opens an answer without an end; the caller closes it.
   *
   * @param silence after which reading fails with a {@link SocketTimeoutException}; zero for never
   */
  public Stream open(String path, Map<String, String> headers, Duration silence) {
    HttpURLConnection connection = null;
    try {
      connection = connect("GET", path);
      connection.setReadTimeout(Math.toIntExact(silence.toMillis()));
      headers.forEach(connection::setRequestProperty);
      refuseProblems(connection);
      return new Stream(
          connection.getInputStream(), connection.getHeaderFieldLong("Rhizome-Log-From", 0));
    } catch (IOException e) {
      if (connection != null) {
        connection.disconnect();
      }
      throw e instanceof SSLHandshakeException distrust ? distrust(distrust) : unreachable(e);
    }
  }

  private Json call(String method, String path, Optional<Json> body) {
    return exchange(method, path, body, GridClient::json);
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(HttpURLConnection connection) throws IOException;
  }

  private <T> T exchange(String method, String path, Optional<Json> body, Reading<T> reading) {
    try {
      HttpURLConnection connection = connect(method, path);
      if (body.isPresent()) {
        send(connection, JsonText.compact(body.get()).getBytes(StandardCharsets.UTF_8));
      }
      return reading.read(connection);
    } catch (SSLHandshakeException e) {
      throw distrust(e);
    } catch (SocketTimeoutException e) {
      throw new Trouble(
          ExitCode.FAILED,
          "the grid at %s did not answer within %s".formatted(url, Span.of(answerMax)),
          data.map(folder -> "its log may say why: " + folder.resolve("grid.log")).orElse(""));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection connect(String method, String path) throws IOException {
    // Always direct: a proxy that is set for the world outside knows nothing of our loopback.
    HttpURLConnection connection =
        (HttpURLConnection) url.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    secure(connection);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(Math.toIntExact(CONNECT_MAX.toMillis()));
    connection.setReadTimeout(Math.toIntExact(answerMax.toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", bearer);
    connection.setRequestProperty("Accept", "application/json, text/plain, text/event-stream");
    return connection;
  }

  /** Members are known by the role in their certificate and not by their address (ADR 0007). */
  private void secure(HttpURLConnection connection) {
    if (connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(sockets.orElseThrow());
      secured.setHostnameVerifier((_, _) -> true);
    }
  }

  /** With its length told before, the JDK never sends a wish a second time by itself. */
  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private static Json json(HttpURLConnection connection) throws IOException {
    return JsonText.parse(body(connection));
  }

  private static byte[] body(HttpURLConnection connection) throws IOException {
    refuseProblems(connection);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static void refuseProblems(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status >= 400) {
      throw Problems.trouble(status, problem(connection));
    }
  }

  private static Json problem(HttpURLConnection connection) {
    try (InputStream in = connection.getErrorStream()) {
      return in == null ? new Json.Null() : JsonText.parse(in.readAllBytes());
    } catch (IOException _) {
      return new Json.Null(); // then the status has to say it all
    }
  }

  private Trouble unreachable(IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Trouble(
        ExitCode.UNREACHABLE,
        "no grid answers at %s: %s".formatted(url, reason),
        isCutOff(e)
            ? "it may not accept these credentials, which only its log tells; see 'rhizome pki"
                + " show'"
            : data.map(GridClient::whereToLook)
                .orElse("look for it there, or name another with --url"));
  }

  /** With TLS 1.3 a server looks at the caller last, and may hang up before its alert is read. */
  private boolean isCutOff(IOException e) {
    return sockets.isPresent()
        && !(e instanceof ConnectException || e instanceof NoRouteToHostException);
  }

  private static String whereToLook(Path data) {
    return GridFile.read(data).map(GridFile::isProcessAlive).orElse(false)
        ? "its process is there; its log may say more: " + data.resolve("grid.log")
        : "its process is gone: start it again with 'rhizome up', and it goes on";
  }

  private Trouble distrust(SSLHandshakeException e) {
    return new Trouble(
        ExitCode.REFUSED,
        "the grid at %s and these credentials do not accept each other: %s"
            .formatted(url, e.getMessage()),
        "look at them with 'rhizome pki show'; the log of that member says more");
  }
}
