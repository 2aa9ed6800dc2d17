package rhizome.cli.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that only its owner reads, and that is on the disk when it is written. */
final class OwnFile {

  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnFile() {}

  static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent(), FOLDER);
    try (FileChannel file =
            FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE);
        OutputStream out = Channels.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      file.force(true);
    }
  }
}
