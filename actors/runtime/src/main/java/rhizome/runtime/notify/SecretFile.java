package rhizome.runtime.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Secrets that lie in files of their own, a line each, readable by their owner only. Read at each
 * use, so that a new one needs no restart; never kept and never shown.
 */
final class SecretFile {

  private static final long BYTES_MAX = 16 << 10;

  private SecretFile() {}

  /**
   * @throws IOException if others could read it, or it holds nothing
   */
  static List<String> read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    permissions.removeAll(
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    if (!permissions.isEmpty()) {
      throw new IOException("%s can be read by others: say 'chmod 600 %s'".formatted(file, file));
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + " is too large to be a secret");
    }
    List<String> lines =
        Files.readString(file).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IOException(file + " is empty");
    }
    return lines;
  }
}
