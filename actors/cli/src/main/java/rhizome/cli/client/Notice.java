package rhizome.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/** A file in a data folder by which a process says that it is there. */
final class Notice {

  private Notice() {}

  /** Written aside and moved, so that nobody ever reads half of it; only its owner can. */
  static void write(Path data, String name, Json json) throws IOException {
    Path aside =
        Files.createTempFile(
            data,
            name,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(aside, JsonText.pretty(json) + "\n");
    Files.move(aside, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
