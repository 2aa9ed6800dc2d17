package rhizome.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions put over loopback, each within a deadline for the whole of it: a program that dribbles
 * one byte a second is as unwell as one that is silent. An empty answer is a yes. A blocked
 * question ends at once when its thread, which must be virtual, is interrupted.
 */
public final class Wire {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
  private static final int LINE_MAX = 1024;
  private static final byte[][] LOOPBACKS = {
    {127, 0, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}
  };

  private final long deadline;

  private Wire(Duration timeout) {
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** Does anybody accept connections on the port? */
  public static Optional<String> tcp(int port, Duration timeout) {
    try (Socket _ = new Wire(timeout).connect(port)) {
      return Optional.empty();
    } catch (SocketTimeoutException _) {
      return late("connection", port, timeout);
    } catch (IOException e) {
      return Optional.of("port %d: %s".formatted(port, e.getMessage()));
    }
  }

  /** Does GET answer with a status from 200 to 399? */
  public static Optional<String> http(int port, String path, Duration timeout) {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Optional.of("'%s' is not the path of a URL".formatted(path));
    }
    Wire wire = new Wire(timeout);
    try (Socket socket = wire.connect(port)) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(path, port)
              + "User-Agent: rhizome\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return judge(path, wire.firstLine(socket));
    } catch (SocketTimeoutException _) {
      return late("answer to GET " + path, port, timeout);
    } catch (IOException e) {
      return Optional.of("GET %s on port %d: %s".formatted(path, port, e.getMessage()));
    }
  }

  private static Optional<String> judge(String path, String line) {
    Matcher matcher = STATUS.matcher(line);
    if (!matcher.matches()) {
      return Optional.of("GET %s was not answered in HTTP: %s".formatted(path, line));
    }
    int status = Integer.parseInt(matcher.group(1));
    return status >= 200 && status < 400
        ? Optional.empty()
        : Optional.of("GET %s answered %d".formatted(path, status));
  }

  private Socket connect(int port) throws IOException {
    ConnectException refused = new ConnectException("connection refused");
    for (byte[] address : LOOPBACKS) {
      Socket socket = new Socket();
      try {
        socket.connect(
            new InetSocketAddress(InetAddress.getByAddress(address), port), millisLeft());
        if (socket.getLocalPort() != port) {
          return socket;
        }
        // Nobody listens, and the kernel chose the very port we asked for as our own: TCP then
        // connects a socket to itself (RFC 9293, simultaneous open).
        socket.close();
      } catch (ConnectException _) {
        socket.close(); // perhaps it listens on the other loopback
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }
    throw refused;
  }

  private String firstLine(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    while (line.length() < LINE_MAX) {
      socket.setSoTimeout(millisLeft());
      int next = in.read();
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** At least 1, as 0 would mean for ever. */
  private int millisLeft() throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("deadline passed");
    }
    return Math.toIntExact(Math.min(left, Integer.MAX_VALUE));
  }

  private static Optional<String> late(String what, int port, Duration timeout) {
    return Optional.of("no %s on port %d within %d ms".formatted(what, port, timeout.toMillis()));
  }
}
