package rhizome.agent.gauge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of one session have used, as /proc tells: proc_pid_stat(5),
 * proc_pid_status(5). The time of children that ended is in that of who waited for them; what of a
 * daemon nobody waited for is lost. Memory is what is resident, so shared pages count for each.
 *
 * @param cpu since they began
 */
record Session(Duration cpu, long memoryBytes) {

  private static final Path ROOT = Path.of("/proc");

  /** Of {@code USER_HZ}, which is 100 on every Linux. */
  private static final long TICK_MILLIS = 10;

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB$");

  /** Nothing when no process of it is left. */
  static Optional<Session> of(long leader) throws IOException {
    long ticks = 0;
    long memory = 0;
    boolean found = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      for (Path entry : entries) {
        Optional<String[]> stat = fields(entry);
        // Field n of the manual page is stat[n - 3]: session is 6, utime to cstime are 14 to 17.
        if (stat.isPresent() && stat.get()[3].equals(Long.toString(leader))) {
          found = true;
          for (int field = 11; field < 15; field++) {
            ticks += Long.parseLong(stat.get()[field]);
          }
          memory += resident(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException("cannot list /proc", e.getCause());
    }
    return found
        ? Optional.of(new Session(Duration.ofMillis(ticks * TICK_MILLIS), memory))
        : Optional.empty();
  }

  private static Optional<String[]> fields(Path process) {
    String line = text(process.resolve("stat"));
    int end = line.lastIndexOf(')');
    String[] fields = end < 0 ? new String[0] : line.substring(end + 1).strip().split(" ");
    return fields.length < 15 ? Optional.empty() : Optional.of(fields);
  }

  private static long resident(Path process) {
    Matcher matcher = RESIDENT.matcher(text(process.resolve("status")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
  }

  /** What has gone meanwhile says nothing. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
