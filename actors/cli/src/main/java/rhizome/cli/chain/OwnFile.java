package rhizome.cli.chain;

import com.fasterxml.jackson.databind.JsonNode;
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
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.Json;

/** A new file that only its owner reads, and that is on the disk when it is written. */
final class OwnFile {

  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnFile() {}

  /** A document of no more than so many bytes. */
  static JsonNode read(Path path, long bytesMax) throws IOException {
    if (Files.size(path) > bytesMax) {
      throw new Malformed("/", "no more than %d bytes".formatted(bytesMax));
    }
    return Json.parse(Files.readString(path));
  }

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
