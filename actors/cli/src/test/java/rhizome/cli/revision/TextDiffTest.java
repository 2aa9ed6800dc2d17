package rhizome.cli.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.cli.json.Json;

class TextDiffTest {

  @Test
  void whatDiffersStandsBetweenWhatDoesNot() {
    assertThat(TextDiff.between(revision(1, "a\nb\nc\nd\ne\nf\n"), revision(4, "a\nb\nc\nX\ne\n")))
        .containsExactly(
            "--- generation 1",
            "+++ generation 4",
            "@@ -1,6 +1,5 @@",
            " a",
            " b",
            " c",
            "-d",
            "+X",
            " e",
            "-f");
  }

  @Test
  void theSameHasNoDifference() {
    assertThat(TextDiff.between(revision(1, "a\nb\n"), revision(3, "a\nb\n"))).isEmpty();
    assertThat(TextDiff.between(destroyed(2), destroyed(5))).isEmpty();
  }

  @Test
  void whatWasTakenDownIsAnEmptyText() {
    assertThat(TextDiff.between(revision(1, "a\n"), destroyed(2))).contains("-a");
    assertThat(TextDiff.between(destroyed(2), revision(3, "a\n"))).contains("+a");
  }

  /** The square of these would be gigabytes. */
  @Test
  void textsOfManyLinesAreComparedInLittleMemory() {
    String before = lines("old", 20_000);
    String after = before.replace("old 7\n", "new 7\n").replace("old 19999\n", "");
    assertThat(TextDiff.between(revision(1, before), revision(2, after)))
        .contains("-old 7", "+new 7", "-old 19999")
        .hasSize(16);
    List<String> all =
        TextDiff.between(revision(1, lines("old", 2_000)), revision(2, lines("new", 2_000)));
    assertThat(all).hasSize(4_003);
  }

  private static String lines(String word, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> word + " " + i + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DB_PASSWORD", "api_token", "AWS_SECRET", "TLS_KEY"})
  void aSecretIsShownOnNeitherSide(String name) {
    List<String> diff =
        TextDiff.between(
            revision(1, canonical(name, "hunter2", "a")),
            revision(2, canonical(name, "hunter3", "b")));
    assertThat(diff)
        .contains("-        OPEN: a", "+        OPEN: b")
        .anyMatch(line -> line.contains(name) && line.endsWith(": (hidden)"))
        .noneMatch(line -> line.contains("hunter"));
  }

  private static String canonical(String secret, String value, String open) {
    String text =
        """
        blueprint: v1
        name: shop
        services:
          web: {run: {command: serve, env: {OPEN: %s, "%s": %s}}}
        """
            .formatted(open, secret, value);
    return switch (BlueprintReader.read("it", text, "/")) {
      case Parsed.Valid(var blueprint, _) -> BlueprintWriter.write(blueprint);
      case Parsed.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static Json revision(long generation, String text) {
    return Json.object("generation", generation).with("text", text);
  }

  private static Json destroyed(long generation) {
    return Json.object("generation", generation);
  }
}
