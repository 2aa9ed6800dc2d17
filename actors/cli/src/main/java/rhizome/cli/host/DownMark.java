package rhizome.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in the data folder that says: this grid was ended with its workloads, not interrupted. */
public final class DownMark {

  static final String FILE = "down";

  private DownMark() {}

  static void set(Path data) throws IOException {
    Files.writeString(data.resolve(FILE), "");
  }

  static void clear(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }

  public static boolean isSet(Path data) {
    return Files.exists(data.resolve(FILE));
  }
}
