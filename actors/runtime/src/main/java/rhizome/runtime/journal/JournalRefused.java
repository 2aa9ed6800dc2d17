package rhizome.runtime.journal;

/** The journal will not open; the message names the file, what is wrong with it, and the remedy. */
public final class JournalRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  JournalRefused(String message) {
    super(message);
  }

  JournalRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
