package rhizome.runtime.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that a loss of power leaves as they were said to be. */
public final class Disk {

  private Disk() {}

  /**
   * Puts a file, whose bytes are on the disk, in the place of another at once. The new name is on
   * the disk, too, when this returns: for that its folder has to be synced (fsync(2), notes).
   */
  public static void rename(Path aside, Path file) throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
