package rhizome.runtime.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import rhizome.runtime.disk.Disk;

/** Small files that are read and written as a whole. */
final class WholeFile {

  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
  static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rw-r--r--");

  /** Chains and keys have a few KiB; whatever is larger is something else. */
  private static final long BYTES_MAX = 1L << 20;

  private WholeFile() {}

  /** Its text; refuses what is not there, too large, or not to be read. */
  static String read(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new TlsRefused(
            "%s has more than %d bytes, and is no key or certificate: restore it from a copy"
                .formatted(file, BYTES_MAX));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsRefused(
          "%s is missing: copy the whole folder, or make it with 'rhizome pki'".formatted(file), e);
    } catch (IOException e) {
      throw new TlsRefused(
          "%s cannot be read (%s): see to its mode and its disk".formatted(file, e), e);
    }
  }

  /** Refuses a secret that others may touch. */
  static void checkOwnerOnly(Path file) {
    try {
      Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
      others.removeAll(PosixFilePermissions.fromString("rwx------"));
      if (!others.isEmpty()) {
        throw new TlsRefused(
            "%s can be read or changed by others than its owner: chmod 600 it".formatted(file));
      }
    } catch (IOException e) {
      throw new TlsRefused("%s cannot be looked at (%s)".formatted(file, e), e);
    }
  }

  /** Appears whole and on the disk, in the place of an older one. */
  static void write(Path file, String text, Set<PosixFilePermission> mode) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path aside =
          Files.createTempFile(
              folder, "new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try {
        Files.writeString(aside, text, StandardCharsets.US_ASCII, StandardOpenOption.DSYNC);
        Files.setPosixFilePermissions(aside, mode);
        Disk.rename(aside, file);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new TlsRefused("%s cannot be written (%s)".formatted(file, e), e);
    }
  }

  /** Makes the folder, for its owner only, where there is none. */
  static void folder(Path folder) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new TlsRefused("the folder %s cannot be made (%s)".formatted(folder, e), e);
    }
  }
}
