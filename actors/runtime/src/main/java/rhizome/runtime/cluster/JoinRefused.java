package rhizome.runtime.cluster;

/** A member cannot take part; the message says why and what to do. */
public final class JoinRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  public JoinRefused(String message) {
    super(message);
  }

  public JoinRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
