package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes that bear a host's folder in their environment: its members, and their workloads. */
final class Marked {

  static final String HOST = "RHIZOME_CHAOS_HOST";

  private static final List<String> MARKS = List.of(HOST + "=", "RHIZOME_AGENT=");

  private Marked() {}

  /** Those of this folder, or of one below it. */
  static List<ProcessHandle> by(Path folder) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> bears(process.pid(), folder)).toList();
    }
  }

  /** Kills them until nothing comes after them any more. */
  static void kill(Path folder) throws InterruptedException {
    for (List<ProcessHandle> left = by(folder); !left.isEmpty(); left = by(folder)) {
      left.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(10);
    }
  }

  private static boolean bears(long pid, Path folder) {
    try {
      byte[] environ = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      return Stream.of(new String(environ, StandardCharsets.UTF_8).split("\0", -1))
          .anyMatch(
              variable ->
                  MARKS.stream()
                      .anyMatch(
                          mark ->
                              variable.startsWith(mark)
                                  && Path.of(variable.substring(mark.length()))
                                      .startsWith(folder)));
    } catch (IOException _) {
      return false; // it ended, or is somebody else's
    }
  }
}
