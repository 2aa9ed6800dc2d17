package rhizome.cli.exit;

/** How a command ended, as a shell sees it. */
public enum ExitCode {
  OK(0, "done"),
  FAILED(1, "it was tried and did not succeed"),
  USAGE(2, "the command line is not understood"),
  REFUSED(3, "the grid refused, and nothing was changed"),
  UNREACHABLE(4, "no grid answers"),
  TIMED_OUT(5, "waiting took longer than allowed; the grid goes on by itself"),
  CUT_OFF(6, "a member was cut off and did not end in good order: start it again");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  /** What an HTTP status of 400 or more means: the caller's fault is a refusal, ours a failure. */
  public static ExitCode ofStatus(int status) {
    return status >= 500 ? FAILED : REFUSED;
  }
}
