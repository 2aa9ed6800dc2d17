package rhizome.runtime.cluster;

/** A member cannot take part; the message says why and what to do. */
public final class JoinRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean passing;

  public JoinRefused(String message) {
    this(message, false);
  }

  public JoinRefused(String message, Throwable cause) {
    super(message, cause);
    this.passing = false;
  }

  private JoinRefused(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** For a reason that need not be there any more when it is tried again at once. */
  static JoinRefused passing(String message) {
    return new JoinRefused(message, true);
  }

  /** Whether it is worth trying again at once, with an actor system of its own. */
  public boolean isPassing() {
    return passing;
  }
}
