package rhizome.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * One holder per folder. By flock(2), which belongs to the open file: unlike the locks of {@code
 * FileChannel} it also refuses a second opener in the same JVM, and is not lost when somebody else
 * in this JVM closes the same file. It ends with its process, however that ends.
 *
 * <p>A holder that is killed in the midst of a spawn leaves a child that holds the lock until
 * shortly before its exec; this waits for that. See {@link Newborns} for the rest of the way.
 */
public final class FolderLock implements AutoCloseable {

  private static final int OWNER_ONLY = 0600;

  private static final long LOOK_AGAIN = 1_000_000;
  private static final int LOOKS_MAX = 2_000;

  private final int descriptor;

  private FolderLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * @throws IllegalStateException when somebody holds the folder; says who and what to do
   */
  public static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(".lock");
    int flags = Posix.O_RDWR | Posix.O_CREAT | Posix.O_CLOEXEC;
    int descriptor = Posix.check("open " + file, Posix.open(file.toString(), flags, OWNER_ONLY));
    int answer = Posix.lock(descriptor);
    for (int i = 0; i < LOOKS_MAX && answer == -Posix.EAGAIN && !holderRuns(file); i++) {
      LockSupport.parkNanos(LOOK_AGAIN);
      answer = Posix.lock(descriptor);
    }
    if (answer == -Posix.EAGAIN) {
      Posix.close(descriptor);
      throw new IllegalStateException(
          "the folder %s is in use by another agent (pid %s); stop that one or name another folder"
              .formatted(folder, Files.readString(file).strip()));
    }
    Posix.check("flock " + file, answer);
    Files.writeString(file, ProcessHandle.current().pid() + "\n");
    return new FolderLock(descriptor);
  }

  @Override
  public void close() {
    Posix.close(descriptor);
  }

  private static boolean holderRuns(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    return pid.matches("\\d{1,9}")
        && Proc.stat(Integer.parseInt(pid)).filter(p -> !p.dead()).isPresent();
  }
}
