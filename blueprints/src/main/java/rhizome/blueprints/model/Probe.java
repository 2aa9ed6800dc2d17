package rhizome.blueprints.model;

import java.time.Duration;
import java.util.List;

/** A question put to a running program; the answer is yes, or no with a reason. */
public sealed interface Probe {

  /** Is the process there? */
  record Alive() implements Probe {}

  /** Does the named port accept a connection on loopback? */
  record Tcp(String port) implements Probe {}

  /** Does GET on the named port answer 200 to 399? */
  record Http(String port, String path) implements Probe {}

  /** Does the command, run in the workload's folder and environment, exit with 0? */
  record Command(List<String> command) implements Probe {
    public Command {
      command = List.copyOf(command);
      if (command.isEmpty()) {
        throw new IllegalArgumentException("a command probe needs a command");
      }
    }
  }

  /** Did it write anything to its log within this time? Yes for as long as it is too young. */
  record Log(Duration silence) implements Probe {
    public Log {
      if (!silence.isPositive()) {
        throw new IllegalArgumentException("a silence must last, not " + silence);
      }
    }
  }
}
