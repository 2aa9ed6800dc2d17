package rhizome.runtime.log.segment;

import java.nio.file.Path;

/** What a log will not do, or can do no longer; the message names the place and the remedy. */
public final class LogRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Refusal {
    /** A file is not what was written to it, or lacks what was acknowledged. */
    DAMAGED,
    /** Another process holds the folder, or this one a second time. */
    IN_USE,
    /** The folder cannot be made, read or written. */
    UNUSABLE,
    /** More waits for the disk than is allowed; whoever appends has to slow down. */
    QUEUE_FULL,
    /** One record, or one snapshot, is larger than is allowed. */
    TOO_LARGE,
    /** A write or a force failed, after which nobody knows what the disk holds. */
    BROKEN,
    /** The log was closed. */
    CLOSED,
    /** An event with a number that its entity has used. */
    STALE,
    /** More read at the same time than is allowed. */
    BUSY
  }

  private final Refusal refusal;

  public LogRefused(Refusal refusal, String message) {
    super(refusal + ": " + message);
    this.refusal = refusal;
  }

  public LogRefused(Refusal refusal, String message, Throwable cause) {
    super(refusal + ": " + message, cause);
    this.refusal = refusal;
  }

  /** A file that is not to be believed from a byte on. */
  public static LogRefused damaged(Path file, long offset, String what) {
    return new LogRefused(
        Refusal.DAMAGED,
        "%s at byte %d: %s; nothing was changed: restore the whole folder from a copy"
            .formatted(file, offset, what));
  }

  public Refusal refusal() {
    return refusal;
  }
}
