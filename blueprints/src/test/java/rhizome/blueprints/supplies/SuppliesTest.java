package rhizome.blueprints.supplies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

class SuppliesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", ".env", "a/b", ".x/y.z", "_", "@a", "+", "-", "a..b", "a.", "A/B/C"})
  void aPathLeadsDownFromTheFolder(String path) {
    assertThat(Supplies.isPath(path)).isTrue();
    assertThat(new Volume("v", path, 0).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "/", "/a", "a/", "a//b", "a/../b", "./a", "a/.", "a b", "a\n", "é", "a\\b",
        "~", "${x}", "a:b", "..a", "a\u0000"
      })
  void whatMayLeadElsewhereIsNoPath(String path) {
    assertThat(Supplies.isPath(path)).isFalse();
    String message = "'" + path + "' is no path below a folder";
    assertThatThrownBy(() -> new Volume("v", path, 0)).hasMessage(message);
    assertThatThrownBy(() -> new TextFile("f", path, TextFile.MODE, "")).hasMessage(message);
  }

  @Test
  void aPathHasALength() {
    assertThat(Supplies.isPath("a".repeat(Supplies.PATH_MAX))).isTrue();
    assertThat(Supplies.isPath("a".repeat(Supplies.PATH_MAX + 1))).isFalse();
  }

  /** The naive model compares the parts one by one. */
  @Test
  void twoPathsLieInEachOtherWhenAllPartsOfOneBeginTheOther() {
    Property.forAll(
        random -> {
          List<String> one = parts(random);
          List<String> other = parts(random);
          int least = Math.min(one.size(), other.size());
          boolean inEachOther = one.subList(0, least).equals(other.subList(0, least));
          String left = String.join("/", one);
          String right = String.join("/", other);
          assertThat(Supplies.overlap(left, right)).as(left + " " + right).isEqualTo(inEachOther);
          assertThat(Supplies.overlap(right, left)).isEqualTo(inEachOther);
        });
  }

  private static List<String> parts(RandomGenerator random) {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      parts.add(random.nextBoolean() ? "a" : "ab");
    }
    return parts;
  }

  @Test
  void whatIsGivenIsAskedForByItsKindAndName() {
    Supplies supplies =
        new Supplies(
            List.of(new TextFile("conf", "c", TextFile.MODE, "x")),
            List.of(new Volume("data", "d", 0), new Volume("logs", "l", 0)),
            List.of(new Secret("key", false)));
    assertThat(supplies.placeholders())
        .containsExactly("files.conf", "volumes.data", "volumes.logs", "secrets.key");
    assertThat(Supplies.NONE.placeholders()).isEmpty();
  }

  @Test
  void eachKindAloneIsSomething() {
    assertThat(Supplies.NONE.none()).isTrue();
    TextFile file = new TextFile("f", "f", TextFile.MODE, "");
    assertThat(new Supplies(List.of(file), List.of(), List.of()).none()).isFalse();
    assertThat(new Supplies(List.of(), List.of(new Volume("v", "v", 0)), List.of()).none())
        .isFalse();
    assertThat(new Supplies(List.of(), List.of(), List.of(new Secret("s", false))).none())
        .isFalse();
  }

  @Test
  void whatSuppliesWereMadeOfCannotChangeThem() {
    List<Secret> secrets = new ArrayList<>(List.of(new Secret("a", false)));
    Supplies supplies = new Supplies(List.of(), List.of(), secrets);
    secrets.clear();
    assertThat(supplies.secrets()).containsExactly(new Secret("a", false));
  }

  @Test
  void aTextIsCountedInTheBytesThatTravel() {
    TextFile one = new TextFile("a", "a", TextFile.MODE, "é😀\n");
    TextFile two = new TextFile("b", "b", TextFile.MODE, "abc");
    assertThat(one.size()).isEqualTo(7);
    assertThat(new Supplies(List.of(one, two), List.of(), List.of()).fileBytes()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "0000, false",
    "0600, false",
    "0700, false",
    "0601, true",
    "0640, true",
    "0604, true",
    "0010, true",
    "0777, true"
  })
  void aModeSaysWhetherOthersMayDoAnything(String mode, boolean open) {
    TextFile file = new TextFile("f", "f", Integer.parseInt(mode, 8), "");
    assertThat(file.opensToOthers()).isEqualTo(open);
    assertThat(file.writtenMode()).isEqualTo(mode);
  }

  @Test
  void aModeHasNoBitsButThoseOfPermissions() {
    assertThatThrownBy(() -> new TextFile("f", "f", -1, "")).hasMessage("a mode is 0000 to 0777");
    assertThatThrownBy(() -> new TextFile("f", "f", TextFile.MODE_MAX + 1, ""))
        .hasMessage("a mode is 0000 to 0777");
  }

  @Test
  void aVolumeIsNoSmallerThanNothing() {
    assertThat(new Volume("v", "v", 0).sizeBytes()).isZero();
    assertThatThrownBy(() -> new Volume("v", "v", -1)).hasMessage("a size must not be negative");
  }

  @Test
  void theProgramFindsEachInAVariableOfItsOwn() {
    String name = "db-conf-1";
    assertThat(new TextFile(name, "a", TextFile.MODE, "").variable())
        .isEqualTo("RHIZOME_FILE_DB_CONF_1");
    assertThat(new Volume(name, "a", 0).variable()).isEqualTo("RHIZOME_VOLUME_DB_CONF_1");
    assertThat(new Secret(name, true).variable()).isEqualTo("RHIZOME_SECRET_FILE_DB_CONF_1");
  }

  /** Texts end in logs, and a text may be a certificate. */
  @Test
  void whatIsInAFileIsNeverShown() {
    TextFile file = new TextFile("f", "etc/f", TextFile.PRIVATE, "hunter2");
    assertThat(file).hasToString("TextFile[name=f, path=etc/f, mode=0600, 7 bytes]");
    assertThat(new Supplies(List.of(file), List.of(), List.of()).toString())
        .doesNotContain("hunter2");
  }
}
