package rhizome.runtime.archive;

/** An archive cannot be written or used; the message says why, and what to do. */
public final class ArchiveRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  ArchiveRefused(String message) {
    super(message);
  }

  ArchiveRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
