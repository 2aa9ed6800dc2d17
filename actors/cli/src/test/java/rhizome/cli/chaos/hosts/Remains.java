package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import rhizome.cli.launch.Leftovers;

/**
 * All that a run puts on this machine bears one name, which tells whose it is: namespaces, and a
 * folder in which everything else lies. So the next run finds what one left that was killed.
 */
record Remains(Path folder, String name) {

  private static final String PREFIX = "rzc-";
  private static final int DELETES_MAX = 100;
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** Those of a new run of this process. */
  static Remains of(Path parent) throws IOException {
    String name = PREFIX + owner() + "-" + RUNS.incrementAndGet();
    Path folder = Files.createDirectories(parent.toRealPath().resolve(name));
    return new Remains(folder, name);
  }

  /** A pid alone may have been given to another meanwhile. */
  private static String owner() {
    return ProcessHandle.current().pid() + "." + born(ProcessHandle.current()).orElse(0L);
  }

  private static Optional<Long> born(ProcessHandle process) {
    return process.info().startInstant().map(at -> at.getEpochSecond() % 1_000_000);
  }

  /** Removes what belongs to processes that are no more. */
  static void clean(Path parent) throws IOException {
    for (String space : Spaces.all()) {
      if (isOrphan(space)) {
        removeSpace(space);
      }
    }
    try (Stream<Path> folders = Files.list(parent)) {
      folders
          .filter(folder -> isOrphan(folder.getFileName().toString()))
          .forEach(Remains::removeFolder);
    }
  }

  static boolean isOrphan(String name) {
    String[] parts = name.split("[-.]", -1);
    if (!name.startsWith(PREFIX) || parts.length < 3 || !(parts[1] + parts[2]).matches("\\d+")) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(parts[1]))
        .flatMap(Remains::born)
        .filter(born -> Math.abs(born - Long.parseLong(parts[2])) <= 1)
        .isEmpty();
  }

  /** Ends and removes all of it. */
  void remove() {
    Spaces.all().stream()
        .filter(space -> space.startsWith(name + "-"))
        .forEach(Remains::removeSpace);
    removeFolder(folder);
  }

  private static void removeSpace(String space) {
    List<ProcessHandle> left = Spaces.processes(space);
    while (!left.isEmpty()) {
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(process -> process.onExit().join());
      left = Spaces.processes(space);
    }
    Tool.run("ip", "netns", "del", space);
  }

  /** Who is half dead may still write into it. */
  private static void delete(Path folder) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        new Leftovers(folder).delete();
        return;
      } catch (DirectoryNotEmptyException e) {
        if (tries == DELETES_MAX) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  private static void removeFolder(Path folder) {
    try {
      Marked.kill(folder);
      Files.readAllLines(Path.of("/proc/mounts")).stream()
          .map(line -> line.split(" ", -1)[1])
          .filter(mount -> mount.startsWith(folder + "/"))
          .forEach(mount -> Disks.unmount(Path.of(mount)));
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("not removed: " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
