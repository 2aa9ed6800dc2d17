package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The house rules over every file of the repository. With {@code -Dtidy.fix=true} it first rewrites
 * what the formatter can mend.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {

  private Repository house = new Repository(Repository.locate(), List.of());
  private List<Syntax> syntax = List.of();

  @BeforeAll
  void readTheHouse() throws IOException {
    house = Repository.read(house.root());
    if (Boolean.getBoolean("tidy.fix")) {
      Format.mend(house);
      house = Repository.read(house.root());
    }
    syntax = Syntax.parse(house.java());
  }

  @Test
  void theScanSeesItself() {
    assertThat(house.java())
        .extracting(TextFile::path)
        .contains("actors/kernel/src/test/java/rhizome/house/TidyTest.java");
    assertThat(syntax).hasSameSizeAs(house.java());
  }

  @Test
  void everyFileStandsAsGoogleJavaFormatWritesIt() {
    none(Format.check(house.java()), "mend with: " + Format.MEND);
  }

  @Test
  void everyFileIsSmallNarrowAndFreeOfPromisesAndOfThisMachine() {
    none(house.files().stream().flatMap(file -> TextLaws.check(file).stream()).toList(), "");
  }

  @Test
  void everyMethodIsSmallAndEveryTypeNamedAfterAThing() {
    none(syntax.stream().flatMap(file -> ShapeLaws.check(file).stream()).toList(), "");
  }

  @Test
  void noPackageIsCrowdedOrVague() {
    none(TreeLaws.packages(syntax), "");
  }

  @Test
  void everyPackageRefusesUnmarkedNulls() {
    none(TreeLaws.nullMarks(syntax), "");
  }

  @Test
  void thereIsAsMuchTestAsCode() {
    none(TreeLaws.tests(house.java()), "");
  }

  private static void none(List<Finding> findings, String remedy) {
    if (!findings.isEmpty()) {
      StringBuilder message = new StringBuilder("The house is not tidy:\n");
      findings.forEach(finding -> message.append("  ").append(finding).append('\n'));
      throw new AssertionError(message.append(remedy).toString().stripTrailing());
    }
  }
}
