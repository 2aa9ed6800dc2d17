package rhizome.cli.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import rhizome.blueprints.expansion.Given;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/** The options by which templates and values are given. */
public final class GivenOptions {

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "A folder of templates beside those of the grid; may be said several times.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A value for a parameter of the blueprint; may be said several times.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  /** All that was said. */
  public Given given() {
    List<Given.Text> texts = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(GivenOptions::isYaml).sorted().toList()) {
          texts.add(new Given.Text(file.toString(), Files.readString(file)));
        }
      } catch (IOException e) {
        throw new Trouble(
            ExitCode.USAGE,
            "the templates in %s cannot be read: %s".formatted(folder, e.getMessage()));
      }
    }
    return new Given(texts, parameters);
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }
}
