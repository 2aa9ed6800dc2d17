package rhizome.runtime.cassandra.server;

/** There is no Cassandra to be had here; the message says in one sentence why, and the remedy. */
public final class Unavailable extends Exception {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** What is missing. */
  public enum Reason {
    /** Cassandra 5.0 runs on Java 11 and 17 only. */
    NO_JDK_17,
    NO_MAVEN,
    /** Maven is there and cannot get the artifact. */
    NO_ARTIFACT,
    /** All is there, and the process ended or did not answer in time. */
    NOT_STARTED
  }

  Unavailable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
