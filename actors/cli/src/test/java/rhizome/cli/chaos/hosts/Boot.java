package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JVM that starts wants all there is for some seconds. On hosts of their own the others would not
 * notice; here all share the processors of one machine, so whoever boots comes last until it is up.
 * By the niceness of a session, see "The autogroup feature" in sched(7); without root, or that
 * feature, all are equal.
 */
public final class Boot {

  private static final int LAST = 10;
  private static final int EQUAL = 0;
  private static final long SESSION_NANOS_MAX = 5_000_000_000L;

  private Boot() {}

  /** Of a process that was started by {@code setsid}; waits until it has its session. */
  public static void begins(Process process) {
    long end = System.nanoTime() + SESSION_NANOS_MAX;
    while (process.isAlive() && !leadsSession(process.pid()) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    goesOn(process.toHandle());
  }

  /** Also of what such a process has started in a session of its own. */
  public static void goesOn(ProcessHandle process) {
    set(process, LAST);
  }

  /** It is as good as any. */
  public static void isOver(ProcessHandle process) {
    set(process, EQUAL);
  }

  /** Nobody else's session, the suite's own among them, is touched. */
  private static void set(ProcessHandle process, int nice) {
    if (!process.isAlive() || !leadsSession(process.pid())) {
      return;
    }
    try {
      Files.writeString(of(process.pid(), "autogroup"), nice + "\n");
    } catch (IOException _) {
      // all are equal
    }
  }

  private static boolean leadsSession(long pid) {
    try {
      String stat = Files.readString(of(pid, "stat"));
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
      return Long.parseLong(words[3]) == pid; // state, parent, group, session: proc(5)
    } catch (IOException _) {
      return false;
    }
  }

  private static Path of(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }
}
