package rhizome.runtime.cassandra.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which process serves a folder. A pid alone may have been given to another process meanwhile, so
 * its start is kept with it.
 *
 * @param point {@code HOST:PORT} for clients
 */
record RunningFile(long pid, Instant started, String point) {

  static final String NAME = "cassandra.running";

  static RunningFile of(ProcessHandle process, String point) {
    return new RunningFile(
        process.pid(), process.info().startInstant().orElse(Instant.EPOCH), point);
  }

  static Optional<RunningFile> read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return Optional.of(
          new RunningFile(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2)));
    } catch (RuntimeException torn) {
      return Optional.empty();
    }
  }

  void write(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, List.of(Long.toString(pid), started.toString(), point));
  }

  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  /** The process, if it is still that one. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(found -> found.info().startInstant().orElse(Instant.EPOCH).equals(started));
  }
}
