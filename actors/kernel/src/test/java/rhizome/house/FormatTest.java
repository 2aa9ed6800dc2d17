package rhizome.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {

  private static final String CROOKED =
      """
      package a;
      import java.util.Set;
      import java.util.List;
      class A { List<String> names=List.of( "x" ); }
      """;
  private static final String STRAIGHT =
      """
      package a;

      import java.util.List;

      class A {
        List<String> names = List.of("x");
      }
      """;

  @Test
  void aCrookedFileIsFoundAtItsFirstCrookedLine() {
    assertThat(Format.check(List.of(new TextFile("a/A.java", CROOKED))))
        .containsExactly(new Finding("a/A.java:2", "not formatted"));
  }

  @Test
  void aStraightFileIsLeftInPeace() {
    assertThat(Format.check(List.of(new TextFile("a/A.java", STRAIGHT)))).isEmpty();
  }

  @Test
  void formattingOrdersImportsAndDropsUnusedOnes() throws Exception {
    assertThat(Format.of(CROOKED)).isEqualTo(STRAIGHT);
  }

  @Test
  void theNewestSyntaxOfOurJdkIsUnderstood() throws Exception {
    String text = "class A {\n  int of(Object o) {\n    return o instanceof R(_, var b) ? b : 0;\n";
    assertThat(Format.of(text + "  }\n}\n")).isEqualTo(text + "  }\n}\n");
  }

  @Test
  void aFileThatCannotBeParsedIsAFindingAndNotACrash() {
    assertThat(Format.check(List.of(new TextFile("A.java", "class {"))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).startsWith("cannot be parsed: 1:"));
  }

  @Test
  void mendingRewritesWhatIsCrookedAndOnlyThat(@TempDir Path root) throws Exception {
    Files.writeString(root.resolve("A.java"), CROOKED);
    Files.writeString(root.resolve("Broken.java"), "class {");
    Files.writeString(root.resolve("notes.md"), CROOKED);

    Format.mend(Repository.read(root));

    assertThat(root.resolve("A.java")).hasContent(STRAIGHT);
    assertThat(root.resolve("Broken.java")).hasContent("class {");
    assertThat(root.resolve("notes.md")).hasContent(CROOKED);
  }
}
