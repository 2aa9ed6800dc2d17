package rhizome.runtime.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Where a member is reached. Ordered, so that all agree on the lowest. */
public record HostPort(String host, int port) implements Comparable<HostPort> {

  private static final Comparator<HostPort> ORDER =
      Comparator.comparing(HostPort::host).thenComparingInt(HostPort::port);

  public static final int PORT_MAX = 65_535;

  public HostPort {
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
      throw new IllegalArgumentException("'" + host + "' is not a host: give a name or an address");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("a port is 1 to %d, not %d".formatted(PORT_MAX, port));
    }
  }

  /**
   * Reads {@code HOST:PORT}, an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException if it is not that; says what it should look like
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "'%s' is not HOST:PORT, such as 10.0.0.1:7718".formatted(text));
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.contains(":")) {
      throw new IllegalArgumentException(
          "'%s': write an IPv6 address in brackets, such as [fd00::1]:7718".formatted(text));
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port == 0) {
        throw new IllegalArgumentException("'" + text + "': port 0 is nowhere to be reached");
      }
      return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not HOST:PORT, such as 10.0.0.1:7718".formatted(text), e);
    }
  }

  /**
   * Reads one or several, with commas between them.
   *
   * @throws IllegalArgumentException if one of them is none; says which
   */
  public static List<HostPort> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(HostPort::parse).toList();
  }

  @Override
  public int compareTo(HostPort other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[%s]:%d".formatted(host, port) : host + ":" + port;
  }
}
