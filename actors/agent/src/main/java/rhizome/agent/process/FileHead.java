package rhizome.agent.process;

import java.nio.file.Path;

/** The beginning of a file that somebody else goes on appending to. */
public final class FileHead {

  /** Only whole blocks go; no file system that can do it has smaller ones by default. */
  public static final int BLOCK = 4096;

  private static final int COLLAPSE_RANGE = 0x08; // fallocate(2)

  private FileHead() {}

  /**
   * Takes the first bytes off, so that no byte of who appends meanwhile is lost; that writer waits
   * while it is done.
   *
   * @param bytes a multiple of {@link #BLOCK} and less than the file's size
   * @return false, and nothing was done, where the file system cannot (ext4 and XFS can)
   */
  public static boolean cut(Path file, long bytes) {
    int descriptor = Posix.open(file.toString(), Posix.O_RDWR | Posix.O_CLOEXEC, 0);
    if (descriptor < 0) {
      return false;
    }
    try {
      return Posix.fallocate(descriptor, COLLAPSE_RANGE, 0, bytes) == 0;
    } finally {
      Posix.close(descriptor);
    }
  }
}
