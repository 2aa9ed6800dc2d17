package rhizome.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.enclosure.Enclosure;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.kernel.RobotId;

/**
 * A blueprint as the operator wrote it; it is the grid that reads it.
 *
 * @param file its name as given, which stands before each problem
 * @param here the folder it came from
 * @param backTo the generation it is the text of, when it is an earlier one
 * @param given what comes with it, the files beside it that it names under {@code from} among it
 */
public record Document(String file, String text, Path here, Optional<Long> backTo, Given given) {

  public static final String STANDARD_INPUT = "-";

  private Document(String file, String text, Path here, Given given) {
    this(file, text, here, Optional.empty(), given);
  }

  /** Reads a file, or standard input for {@code -}. */
  public static Document read(String file, InputStream in, Given given) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return of("stdin", text, Path.of("").toAbsolutePath(), given);
      }
      Path path = Path.of(file).toAbsolutePath().normalize();
      Path here = Optional.ofNullable(path.getParent()).orElse(path);
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return of(file, text, here, given);
    } catch (NoSuchFileException _) {
      throw new Trouble(ExitCode.USAGE, "there is no file " + file);
    } catch (IOException e) {
      throw new Trouble(ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static Document of(String file, String text, Path here, Given given) {
    return new Document(file, text, here, given.with(Enclosure.read(here, text)));
  }

  /** What a robot was told once; its folders were settled then. */
  public static Document ofRevision(RobotId robot, long generation, String text) {
    String name = "generation %d of %s".formatted(generation, robot);
    return new Document(name, text, Path.of("/"), Optional.of(generation), Given.NOTHING);
  }

  public Json toPlan() {
    Json wish = Json.object("file", file).with("text", text).with("here", here.toString());
    if (!given.templates().isEmpty()) {
      wish = wish.with("templates", given.templates().stream().map(Document::json).toList());
    }
    if (!given.files().isEmpty()) {
      wish = wish.with("files", given.files());
    }
    return given.parameters().isEmpty() ? wish : wish.with("parameters", given.parameters());
  }

  private static Json json(Given.Text template) {
    return Json.object("file", template.file()).with("text", template.text());
  }

  Json toApply(String hash) {
    Json apply = toPlan().with("plan", hash);
    return backTo.map(generation -> apply.with("backTo", generation)).orElse(apply);
  }
}
