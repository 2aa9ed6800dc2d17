package rhizome.runtime.tls;

/** Keys or certificates cannot be used or made; the message names the file and the remedy. */
public final class TlsRefused extends IllegalStateException {

  private static final long serialVersionUID = 1;

  TlsRefused(String message) {
    super(message);
  }

  TlsRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
