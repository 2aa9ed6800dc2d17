package rhizome.blueprints.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.semver4j.Semver;
import rhizome.blueprints.tree.Limits;
import rhizome.house.Property;

class ReferenceTest {

  /** One version without marks, as three numbers. */
  private record Plain(int major, int minor, int patch) implements Comparable<Plain> {

    static Plain random(RandomGenerator random) {
      return new Plain(random.nextInt(3), random.nextInt(12), random.nextInt(12));
    }

    @Override
    public int compareTo(Plain other) {
      return Comparator.comparingInt(Plain::major)
          .thenComparingInt(Plain::minor)
          .thenComparingInt(Plain::patch)
          .compare(this, other);
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis, ''",
    "redis@1, redis, 1",
    "a.b_c-d@^1.2.3, a.b_c-d, ^1.2.3",
    "x@>=1 <2, x, >=1 <2",
    "x@1.0.0-rc.1 || ~2.1, x, 1.0.0-rc.1 || ~2.1"
  })
  void aReferenceIsANameAndARange(String text, String name, String range) {
    Reference reference = Reference.of(text).orElseThrow();
    assertThat(reference).isEqualTo(new Reference(name, range)).hasToString(text);
    assertThat(Reference.of(reference.toString())).hasValue(reference);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "-x",
    "x-",
    "x@1@2",
    "x@v1",
    "x@1.x",
    "x@*",
    "x@1.2.3+build",
    "x@1  2",
    "'x@1 '",
    "x@1234567890"
  })
  void whatIsSpelledOtherwiseIsNone(String text) {
    assertThat(Reference.of(text)).isEmpty();
  }

  @Test
  void aRangeHasAtMostEightBounds() {
    assertThat(Reference.of("x@1" + " || 1".repeat(7))).isPresent();
    assertThat(Reference.of("x@1" + " || 1".repeat(8))).isEmpty();
  }

  @Test
  void anotherNameNeverDoes() {
    assertThat(new Reference("y", "").admits(template("1.0.0"))).isFalse();
    assertThat(new Reference("x", "").admits(template("1.0.0"))).isTrue();
    assertThat(new Reference("x", "^2").admits(template("1.0.0"))).isFalse();
  }

  /** The naive model of ranges, which is three comparisons of numbers. */
  @Test
  void rangesMeanWhatTheyMeanForNode() {
    Property.forAll(
        random -> {
          Plain at = Plain.random(random);
          Plain version = Plain.random(random);
          boolean above = version.compareTo(at) >= 0;
          boolean sameMinor = version.major == at.major && version.minor == at.minor;
          boolean caret =
              above
                  && version.major == at.major
                  && (at.major > 0 || version.minor == at.minor)
                  && (at.major > 0 || at.minor > 0 || version.patch == at.patch);
          assertAdmits("^" + at, version, caret);
          assertAdmits("~" + at, version, above && sameMinor);
          assertAdmits(">=" + at, version, above);
          assertAdmits("<" + at, version, !above);
          assertAdmits(at.toString(), version, version.equals(at));
          assertAdmits(at.major + "." + at.minor, version, sameMinor);
          assertAdmits("<" + at + " || ^" + at, version, !above || caret);
        });
  }

  private static void assertAdmits(String range, Plain version, boolean expected) {
    Semver semver = Objects.requireNonNull(Semver.parse(version.toString()));
    assertThat(new Reference("x", range).admits(semver))
        .as(version + " in " + range)
        .isEqualTo(expected);
  }

  @Test
  void theNewestOfThoseThatWillDoIsFoundInWhateverOrderTheyCame() {
    Property.forAll(
        50,
        random -> {
          List<Plain> there = new ArrayList<>();
          Library library = Library.builtIn();
          for (int i = random.nextInt(1, 6); i > 0; i--) {
            Plain version = Plain.random(random);
            there.add(version);
            library = library.with(List.of(template(version.toString())));
          }
          int major = random.nextInt(3);
          Optional<String> newest =
              there.stream()
                  .filter(version -> version.major == major)
                  .max(Comparator.naturalOrder())
                  .map(Plain::toString);
          assertThat(library.find("x@" + major).map(found -> found.version().toString()))
              .isEqualTo(newest);
          assertThat(library.versions("x"))
              .extracting(found -> found.version().toString())
              .containsExactlyElementsOf(
                  there.stream()
                      .distinct()
                      .sorted(Comparator.reverseOrder())
                      .map(Plain::toString)
                      .toList());
        });
  }

  @Test
  void aLibraryIsNotChangedByWhatIsAddedToItsCopy() {
    Library before = Library.builtIn();
    Library after = before.with(List.of(template("1.0.0")));
    assertThat(before.find("x")).isEmpty();
    assertThat(before.versions("x")).isEmpty();
    assertThat(after.names()).contains("x").containsAll(before.names());
    assertThat(after.all()).hasSize(before.all().size() + 1);
  }

  @Test
  void whatIsFoundByNoNameHasNoNeighbourFarAway() {
    assertThat(Library.builtIn().nearest("static-sit")).hasValue("static-site");
    assertThat(Library.builtIn().nearest("zebra")).isEmpty();
    assertThat(Library.builtIn().find("static site")).isEmpty();
  }

  private static Template template(String version) {
    String text =
        "{template: v1, name: x, version: %s, services: {main: {run: y}}}".formatted(version);
    return TemplateReader.read("x.yaml", text, Limits.DEFAULT).template().orElseThrow();
  }
}
