package rhizome.runtime.kubernetes;

/** The API of Kubernetes does not do what is asked of it; the message says what would help. */
public final class ApiRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  ApiRefused(String message) {
    super(message);
  }

  ApiRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
