package rhizome.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.kernel.NodeId;
import rhizome.kernel.Seed;

/**
 * What one agent may use of its machine.
 *
 * @param root work folder, used by this agent alone
 * @param logBytesMax size from which a log is cut, and of each older piece that is kept
 * @param logFilesKept how many older pieces stay of each log
 * @param seed where the jitter of restarts and the choice of ports come from
 * @param portFirst first of the ports given to those who ask for any
 * @param portLast last of them
 * @param node programs find it as {@code RHIZOME_NODE}
 * @param path folders in which programs are sought, and their {@code PATH}
 * @param javaHome handed to programs as {@code JAVA_HOME}
 * @param stoppedLogsKept of how many stopped workloads the logs stay
 */
public record AgentSettings(
    Path root,
    long logBytesMax,
    int logFilesKept,
    Seed seed,
    int portFirst,
    int portLast,
    NodeId node,
    List<Path> path,
    Optional<Path> javaHome,
    int stoppedLogsKept) {

  private static final long LOG_BYTES_MIN = 1 << 10;
  private static final long LOG_BYTES_DEFAULT = 10 << 20;
  private static final int LOG_FILES_DEFAULT = 3;
  private static final int PORT_FIRST_DEFAULT = 20_000;
  private static final int PORT_LAST_DEFAULT = 29_999;
  private static final int STOPPED_LOGS_DEFAULT = 100;

  public AgentSettings {
    root = root.toAbsolutePath().normalize();
    path = List.copyOf(path);
    check(logBytesMax >= LOG_BYTES_MIN, "logs need at least 1024 bytes, not " + logBytesMax);
    check(logFilesKept >= 0, "log files kept must not be negative");
    check(stoppedLogsKept >= 0, "logs kept of stopped workloads must not be negative");
    check(
        portFirst >= 1 && portFirst <= portLast && portLast <= 65_535,
        "ports must be a range within 1 to 65535, not %d to %d".formatted(portFirst, portLast));
    check(!path.isEmpty(), "the search path for programs must not be empty");
  }

  /** Ten MiB and three older pieces of each log, ports 20000 to 29999, our own PATH and Java. */
  public static AgentSettings of(Path root, NodeId node, Seed seed) {
    return new AgentSettings(
        root,
        LOG_BYTES_DEFAULT,
        LOG_FILES_DEFAULT,
        seed,
        PORT_FIRST_DEFAULT,
        PORT_LAST_DEFAULT,
        node,
        pathOfThisProcess(),
        Optional.of(Path.of(System.getProperty("java.home"))),
        STOPPED_LOGS_DEFAULT);
  }

  /** The same with other limits for logs. */
  public AgentSettings withLogs(long bytesMax, int filesKept) {
    return new AgentSettings(
        root,
        bytesMax,
        filesKept,
        seed,
        portFirst,
        portLast,
        node,
        path,
        javaHome,
        stoppedLogsKept);
  }

  /** The same with another range of ports. */
  public AgentSettings withPorts(int first, int last) {
    return new AgentSettings(
        root, logBytesMax, logFilesKept, seed, first, last, node, path, javaHome, stoppedLogsKept);
  }

  private static List<Path> pathOfThisProcess() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
    return Stream.of(path.split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .toList();
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
