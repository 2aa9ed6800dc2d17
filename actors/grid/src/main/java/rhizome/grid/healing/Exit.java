package rhizome.grid.healing;

/** How one incarnation of a program ended. */
public sealed interface Exit {

  /** It returned {@code code}. */
  record Code(int code) implements Exit {}

  /** A signal ended it. */
  record Signal(int number) implements Exit {}

  /** There was never a process: no such program, port taken, folder missing. */
  record NeverStarted(String reason) implements Exit {}

  /** Its agent ended it because its probe failed too often. */
  record Unhealthy(String reason) implements Exit {}

  /** Its agent ended it because the node had been without an answer for a whole lease. */
  record Fenced() implements Exit {}

  /** It was gone when the agent came back to look, and nobody kept its exit status. */
  record Unseen() implements Exit {}

  /** In a person's words. */
  default String describe() {
    return switch (this) {
      case Code(int code) -> "exit code " + code;
      case Signal(int number) -> "signal " + number + signalName(number);
      case NeverStarted(String reason) -> "could not start: " + reason;
      case Unhealthy(String reason) -> "unhealthy: " + reason;
      case Fenced() -> "its lease: the node had no answer in time";
      case Unseen() -> "ended unseen";
    };
  }

  private static String signalName(int number) {
    return switch (number) {
      case 1 -> " (SIGHUP)";
      case 2 -> " (SIGINT)";
      case 4 -> " (SIGILL)";
      case 6 -> " (SIGABRT)";
      case 7 -> " (SIGBUS)";
      case 8 -> " (SIGFPE)";
      case 9 -> " (SIGKILL)";
      case 11 -> " (SIGSEGV)";
      case 13 -> " (SIGPIPE)";
      case 15 -> " (SIGTERM)";
      default -> "";
    };
  }
}
