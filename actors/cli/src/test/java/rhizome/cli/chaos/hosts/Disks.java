package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Disks so small that they can be filled, in memory. */
public final class Disks {

  private static final String FILLER = "filler";
  private static final int BLOCK = 4096;

  private Disks() {}

  public static Tool.Outcome mount(Path folder, int kibibytes) {
    return Tool.run(
        "mount", "-t", "tmpfs", "-o", "size=%dk".formatted(kibibytes), "tmpfs", folder.toString());
  }

  /** Also while somebody holds files on it. */
  public static Tool.Outcome unmount(Path folder) {
    return Tool.run("umount", "-l", folder.toString());
  }

  /** Takes every byte that is left. */
  public static void fill(Path folder) {
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
      byte[] block = new byte[BLOCK];
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      // full
    }
  }

  /** Gives it back. */
  public static void free(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }
}
