package rhizome.cli.exit;

import java.util.Optional;

/** Ends a command with a bad code, a sentence that says why, and the way out where there is one. */
public final class Trouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String remedy;

  public Trouble(ExitCode code, String message, String remedy) {
    super(message, null, false, false);
    this.code = code;
    this.remedy = remedy;
  }

  public Trouble(ExitCode code, String message) {
    this(code, message, "");
  }

  public ExitCode code() {
    return code;
  }

  /** What to do about it; empty where the message says it already. */
  public Optional<String> remedy() {
    return remedy.isEmpty() ? Optional.empty() : Optional.of(remedy);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
