package rhizome.cli.host;

/** A grid or a node cannot start; the message says why and what to do. */
public final class HostRefused extends Exception {

  private static final long serialVersionUID = 1;

  HostRefused(String message) {
    super(message);
  }

  HostRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
