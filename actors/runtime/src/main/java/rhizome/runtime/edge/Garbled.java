package rhizome.runtime.edge;

/** Bytes that are no frame; the message says what is wrong with them. */
public final class Garbled extends Exception {

  private static final long serialVersionUID = 1;

  Garbled(String message) {
    super(message);
  }

  Garbled(String message, Throwable cause) {
    super(message, cause);
  }
}
