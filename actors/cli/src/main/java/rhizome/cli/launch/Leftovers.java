package rhizome.cli.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.agent.handle.FolderTree;

/**
 * What is left of a folder's grid: processes that carry the folder's path in their environment, as
 * every workload does, or in their command line, as every grid and node started on it does; and the
 * folder itself.
 */
public final class Leftovers {

  private static final String AGENT = "RHIZOME_AGENT=";

  private final Path folder;

  public Leftovers(Path folder) {
    this.folder = folder;
  }

  /** The processes of workloads whose agent works in this folder or below it. */
  public List<ProcessHandle> workloads() {
    return processes(pid -> belongs(pid, "environ", AGENT + folder));
  }

  /** Workloads, grids and nodes. */
  public List<ProcessHandle> processes() {
    return processes(
        pid ->
            belongs(pid, "environ", AGENT + folder) || belongs(pid, "cmdline", folder.toString()));
  }

  /** Kills what is there until nothing comes after it any more. */
  public void kill() throws InterruptedException {
    for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
      left.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(10);
    }
  }

  /** Kills what is there and removes the folder, also when this thread is told to hurry. */
  public void clear() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      kill();
    } catch (InterruptedException _) {
      interrupted = true;
      processes().forEach(ProcessHandle::destroyForcibly);
    }
    delete();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes the folder with everything in it. */
  public void delete() throws IOException {
    FolderTree.delete(folder);
  }

  private interface Belonging {
    boolean test(long pid);
  }

  private static List<ProcessHandle> processes(Belonging ours) {
    long self = ProcessHandle.current().pid();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.pid() != self && ours.test(process.pid())).toList();
    }
  }

  /** Whether one of the strings the kernel keeps of a process is the path, or begins below it. */
  private static boolean belongs(long pid, String kind, String path) {
    return strings(pid, kind)
        .filter(all -> Stream.of(all.split("\0", -1)).anyMatch(text -> isBelow(text, path)))
        .isPresent();
  }

  /** By itself, or as the value of an option. */
  private static boolean isBelow(String text, String path) {
    String value = text.startsWith("--") ? text.substring(text.indexOf('=') + 1) : text;
    return value.equals(path) || value.startsWith(path + "/");
  }

  /** Nothing for processes of others, and for those that end while being read. */
  private static Optional<String> strings(long pid, String kind) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), kind));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
