package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The forbidden words are put together here, so that this file does not break the law itself. */
class TextLawsTest {

  private static final String WIDE = "x".repeat(101);

  @Test
  void mainTestAndReadmeEachHaveTheirLength() {
    assertThat(check("m/src/main/java/A.java", "\n".repeat(400))).isEmpty();
    assertThat(check("m/src/main/java/A.java", "\n".repeat(401)))
        .containsExactly("m/src/main/java/A.java: 401 lines, limit 400; split it");
    assertThat(check("m/src/test/java/A.java", "\n".repeat(600))).isEmpty();
    assertThat(check("m/src/test/java/A.java", "\n".repeat(601))).hasSize(1);
    assertThat(check("README.md", "\n".repeat(90))).isEmpty();
    assertThat(check("README.md", "\n".repeat(91))).hasSize(1);
    assertThat(check("docs/long.md", "\n".repeat(2000))).isEmpty();
  }

  @Test
  void oneHundredColumnsAreEnough() {
    for (String path : List.of("A.java", "a.yaml", "a.yml", "a.conf", "a.proto", "a.md")) {
      assertThat(check(path, "x".repeat(100))).isEmpty();
      assertThat(check(path, "\n" + WIDE)).containsExactly(path + ":2: 101 columns, limit 100");
    }
    assertThat(check("pom.xml", WIDE)).isEmpty();
  }

  @Test
  void columnsAreCountedInCharactersAndNotInCodeUnits() {
    assertThat(check("a.md", "🌱".repeat(100))).isEmpty();
  }

  @Test
  void tablesAddressesAndImportsMayBeWide() {
    assertThat(check("a.md", "| " + WIDE + " |")).isEmpty();
    assertThat(check("a.md", "see https://example.org/" + WIDE)).isEmpty();
    assertThat(check("A.java", "import static " + WIDE + ";")).isEmpty();
  }

  @Test
  void aPromiseNamesItsIssue() {
    for (String word : List.of("TO" + "DO", "FIX" + "ME")) {
      assertThat(check("a.sh", "# " + word + " later"))
          .containsExactly("a.sh:1: a promise without the number of its issue, as #12");
      assertThat(check("a.sh", "# " + word + "(#12) later")).isEmpty();
      assertThat(check("a.sh", word + "S are a word")).isEmpty();
    }
  }

  @Test
  void noPathOfOneMachineIsWrittenDown() {
    for (String folder : List.of("home", "work", "root", "Users")) {
      String path = "/" + folder + "/ada/grid";
      for (String line : List.of(path, "dir = " + path, "'" + path + "'", "file:" + path)) {
        assertThat(check("a.conf", line)).as(line).hasSize(1);
      }
      assertThat(check("a.conf", "data" + path)).isEmpty();
      assertThat(check("a.conf", "${data}" + path)).isEmpty();
      assertThat(check("a.conf", "~" + path)).isEmpty();
    }
  }

  @Test
  void noRegistryOfOneNetworkIsWrittenDown() {
    assertThat(check("pom.xml", "<url>https" + "://artifactory.example.org/maven</url>"))
        .hasSize(1);
    assertThat(check("a.sh", "curl http" + "://mirror.example.org/x")).hasSize(1);
    assertThat(check("pom.xml", "<" + "repository>")).hasSize(1);
    assertThat(check("pom.xml", "<plugin" + "Repository>")).hasSize(1);
    assertThat(check("a.md", "https://maven.apache.org/guides/mini/guide-mirror-settings.html"))
        .isEmpty();
  }

  private static List<String> check(String path, String text) {
    return TextLaws.check(new TextFile(path, text)).stream().map(Finding::toString).toList();
  }
}
