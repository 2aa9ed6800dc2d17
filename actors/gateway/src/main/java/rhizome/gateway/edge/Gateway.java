package rhizome.gateway.edge;

import java.util.Arrays;
import java.util.List;

/** Where a gateway takes agents. */
public record Gateway(String host, int port) {

  static final int PORT_MAX = 65_535;

  public Gateway {
    if (host.isEmpty() || port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException(
          "a gateway is written HOST:PORT, such as gate.example:7720 or [fd00::1]:7720");
    }
  }

  /**
   * @param text of one or several, with commas between them
   * @throws IllegalArgumentException if one of them is none; says which
   */
  public static List<Gateway> list(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(Gateway::parse).toList();
  }

  private static Gateway parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      return new Gateway(
          bracketed ? host.substring(1, host.length() - 1) : bare(host),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no gateway: write HOST:PORT, such as gate.example:7720 or [fd00::1]:7720"
              .formatted(text),
          e);
    }
  }

  /** A colon outside of brackets could as well begin the port. */
  private static String bare(String host) {
    return host.contains(":") ? "" : host;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
