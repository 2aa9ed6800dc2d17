package rhizome.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;

/**
 * A blueprint as the operator wrote it; it is the grid that reads it.
 *
 * @param file its name as given, which stands before each problem
 * @param here the folder it came from
 */
public record Document(String file, String text, Path here) {

  static final String STANDARD_INPUT = "-";

  /** Reads a file, or standard input for {@code -}. */
  public static Document read(String file, InputStream in) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Document("stdin", text, Path.of("").toAbsolutePath());
      }
      Path path = Path.of(file).toAbsolutePath().normalize();
      Path here = Optional.ofNullable(path.getParent()).orElse(path);
      return new Document(file, new String(Files.readAllBytes(path), StandardCharsets.UTF_8), here);
    } catch (NoSuchFileException _) {
      throw new Trouble(ExitCode.USAGE, "there is no file " + file);
    } catch (IOException e) {
      throw new Trouble(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  public Json toPlan() {
    return Json.object("file", file).with("text", text).with("here", here.toString());
  }

  Json toApply(String hash) {
    return toPlan().with("plan", hash);
  }
}
