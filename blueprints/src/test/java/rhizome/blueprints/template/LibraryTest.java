package rhizome.blueprints.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Limits;

class LibraryTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("rhizome.root", ".."), "blueprints", "templates");

  @Test
  void theJarHasEveryTemplateOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(Library.FILES);
    }
    assertThat(Library.builtIn().all()).hasSameSizeAs(Library.FILES);
    assertThat(Library.builtIn()).isSameAs(Library.builtIn());
    for (Template template : Library.builtIn().all()) {
      assertThat(template.about()).as(template.title()).isNotBlank();
      assertThat(template.source().file()).isEqualTo(template.name() + ".yaml");
    }
  }

  /** ZeroRobot compared versions as texts, so that 0.0.10 was older than 0.0.9. */
  @Test
  void versionsAreComparedAsNumbersAndNotAsText() {
    Library library = of("0.0.9", "0.0.10", "0.0.2");
    assertThat(library.versions("x"))
        .extracting(template -> template.version().toString())
        .containsExactly("0.0.10", "0.0.9", "0.0.2");
    assertThat(found(library, "x")).isEqualTo("0.0.10");
  }

  @ParameterizedTest
  @CsvSource({
    "x, 2.0.0",
    "x@1, 1.10.0",
    "x@1.2, 1.2.11",
    "x@1.2.3, 1.2.3",
    "x@^1.2, 1.10.0",
    "x@^1.2.4, 1.10.0",
    "x@~1.2, 1.2.11",
    "x@~1.2.3, 1.2.11",
    "x@>=1 <2, 1.10.0",
    "x@>=1.2.3 <1.2.11, 1.2.3",
    "x@<1.2.3 || >1.9, 2.0.0",
    "x@^0.0.1, 0.0.1",
    "x@2.1.0-beta.1, 2.1.0-beta.1",
    "x@^3, none",
    "y, none"
  })
  void theNewestThatWillDoIsTaken(String reference, String version) {
    Library library = of("0.0.1", "1.2.3", "1.2.11", "1.10.0", "2.0.0", "2.1.0-beta.1");
    assertThat(found(library, reference)).isEqualTo(version);
  }

  @Test
  void oneBeforeItsReleaseIsTakenWhereThereIsNoOther() {
    assertThat(found(of("0.1.0-alpha"), "x")).isEqualTo("0.1.0-alpha");
  }

  @ParameterizedTest
  @CsvSource({"x@", "x@^", "x@latest", "'x @1'", "@1", "X", "x@1.2.3.4", "x@01", "x@^1.2 ^"})
  void whatNamesNoTemplateIsNone(String reference) {
    assertThat(Reference.of(reference)).isEmpty();
  }

  @Test
  void whatComesLaterGoesBeforeWhatWasThere() {
    Library library = of("1.0.0").with(List.of(template("1.0.0", "later")));
    assertThat(library.find("x").orElseThrow().about()).isEqualTo("later");
    assertThat(library.nearest("xx")).isEqualTo(Optional.of("x"));
  }

  private static String found(Library library, String reference) {
    return library.find(reference).map(it -> it.version().toString()).orElse("none");
  }

  private static Library of(String... versions) {
    return Library.builtIn()
        .with(Stream.of(versions).map(version -> template(version, "")).toList());
  }

  private static Template template(String version, String about) {
    String text =
        "{template: v1, name: x, version: %s, about: '%s', services: {main: {run: y}}}"
            .formatted(version, about);
    return TemplateReader.read("x.yaml", text, Limits.DEFAULT).template().orElseThrow();
  }
}
