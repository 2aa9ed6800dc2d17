package rhizome.blueprints.model;

import java.time.Duration;
import java.util.List;

/** How a program is told that the endpoints it uses have changed; without it, it has to look. */
public sealed interface Reload {

  /** One signal to its process. */
  record Signal(Name name) implements Reload {}

  /**
   * A program of its own, in the folder and environment of the workload.
   *
   * @param timeout after which it is killed, and asked again later
   */
  record Command(List<String> command, Duration timeout) implements Reload {
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    public Command {
      command = List.copyOf(command);
      if (command.isEmpty() || !timeout.isPositive()) {
        throw new IllegalArgumentException("a reload is a program, and takes some time");
      }
    }
  }

  /** Those that programs take for news; those that are meant to end them are not among them. */
  enum Name {
    HUP(1),
    USR1(10),
    USR2(12),
    WINCH(28);

    private final int number;

    Name(int number) {
      this.number = number;
    }

    /** On Linux, of the architectures that Java 25 runs on there; see signal(7). */
    public int number() {
      return number;
    }
  }
}
