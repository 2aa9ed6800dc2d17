package rhizome.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.lint.Rule;
import rhizome.blueprints.lint.Warning;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.StartOrder;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;

class ExamplesTest {

  static final Path EXAMPLES =
      Path.of(System.getProperty("rhizome.root", ".."), "blueprints", "examples");
  private static final Path TOLD =
      Path.of(System.getProperty("rhizome.root", ".."), "blueprints/src/test/resources/broken.txt");

  @Test
  void everyExampleIsValidAndWise() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(files).extracting(file -> file.getFileName().toString()).contains("shop.yaml");
    for (Path file : files) {
      if (!file.endsWith("broken.yaml")) {
        assertThat(Lint.check(valid(file.getFileName().toString())))
            .as(file.toString())
            .filteredOn(warning -> !isAccepted(file, warning))
            .isEmpty();
      }
    }
  }

  /** What a cache keeps may be lost with its node; the example says so. */
  private static boolean isAccepted(Path file, Warning warning) {
    return file.endsWith("stack.yaml")
        && warning.rule() == Rule.VOLUME_OF_ONE
        && warning.service().equals("cache");
  }

  @Test
  void theShopStartsItsStoreFirst() throws IOException {
    assertThat(StartOrder.of(read("shop.yaml")).flat())
        .extracting(Service::name)
        .containsExactly("store", "api", "web");
  }

  /** To accept a changed wording, write what the assertion shows into the file. */
  @Test
  void everyMistakeOfTheBrokenOneIsToldAsTheManualShows() throws IOException {
    Parsed parsed =
        BlueprintReader.read(
            "broken.yaml", Files.readString(EXAMPLES.resolve("broken.yaml")), "/examples");
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    assertThat(((Parsed.Invalid) parsed).render()).isEqualTo(Files.readString(TOLD));
  }

  static Blueprint read(String name) throws IOException {
    return valid(name).blueprint();
  }

  static Parsed.Valid valid(String name) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(name));
    String here = EXAMPLES.toAbsolutePath().normalize().toString();
    return switch (BlueprintReader.read(name, text, here)) {
      case Parsed.Valid valid -> valid;
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }
}
