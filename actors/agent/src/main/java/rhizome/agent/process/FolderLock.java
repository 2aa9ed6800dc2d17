package rhizome.agent.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One holder per folder. By flock(2), which belongs to the open file: unlike the locks of {@code
 * FileChannel} it also refuses a second opener in the same JVM, and is not lost when somebody else
 * in this JVM closes the same file. It ends with its process, however that ends.
 */
public final class FolderLock implements AutoCloseable {

  private static final int OWNER_ONLY = 0600;

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
}
