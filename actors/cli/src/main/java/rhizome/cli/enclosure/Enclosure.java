package rhizome.cli.enclosure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.supplies.Supplies;
import rhizome.blueprints.syntax.Enclosures;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * Reads the files that a blueprint names under {@code from}. Only what lies below its own folder: a
 * blueprint from elsewhere must not carry away what its operator may read.
 */
public final class Enclosure {

  private Enclosure() {}

  /** Their texts by the paths that name them; what is no path the grid refuses at its place. */
  public static Map<String, String> read(Path here, String text) {
    Map<String, String> files = new TreeMap<>();
    for (String path : Enclosures.named(text)) {
      if (Supplies.isPath(path)) {
        files.put(path, one(here, path));
      }
    }
    return files;
  }

  private static String one(Path here, String path) {
    try {
      Path file = here.resolve(path).toRealPath();
      if (!file.startsWith(here.toRealPath())) {
        throw refused(path, "it leads out of the folder of the blueprint, to " + file);
      }
      if (!Files.isRegularFile(file)) {
        throw refused(path, "it is no file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(Supplies.FILE_BYTES_MAX + 1);
        if (bytes.length > Supplies.FILE_BYTES_MAX) {
          throw refused(path, "it has more than %d bytes".formatted(Supplies.FILE_BYTES_MAX));
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    } catch (NoSuchFileException _) {
      throw refused(path, "there is no such file in " + here);
    } catch (CharacterCodingException _) {
      throw refused(path, "it is no UTF-8 text");
    } catch (IOException e) {
      throw refused(path, String.valueOf(e.getMessage()));
    }
  }

  private static Trouble refused(String path, String why) {
    return new Trouble(ExitCode.USAGE, "'from: %s' cannot be sent along: %s".formatted(path, why));
  }
}
