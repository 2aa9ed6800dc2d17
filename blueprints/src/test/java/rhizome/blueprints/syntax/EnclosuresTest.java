package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.expansion.Given;
import rhizome.blueprints.supplies.TextFile;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;

class EnclosuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {services: {s: {files: {f: {from: a}}}}}                             | [a]
          {services: {s: {files: {f: {from: b}, g: {from: a}, h: {from: b}}}}} | [a, b]
          {services: {s: {files: {f: {from: a}}}, t: {files: {f: {from: c}}}}} | [a, c]
          {services: {s: {files: {f: {from: [a]}}}}}                           | []
          {services: {s: {files: {f: {text: from}}}}}                          | []
          {services: {s: {volumes: {f: {from: a}}}}}                           | []
          {services: {s: {files: {from: a}}}}                                  | []
          {services: {s: {from: a}}}                                           | []
          {files: {f: {from: a}}}                                              | []
          [from]                                                               | []
          from                                                                 | []
          {from: [                                                             | []
          {services: {s: {files: {f: {from: ../a}}}}}                          | [../a]
          """)
  void whatIsNamedUnderAFileOfAServiceIsNamedOnce(String text, String named) {
    assertThat(Enclosures.named(text)).hasToString(named);
  }

  @Test
  void aTextThatWasSentStandsWhereItsPathStood() {
    assertThat(texts("{f: {from: a/b}, g: {text: own}}", Map.of("a/b", "sent")))
        .containsExactly("sent", "own");
    assertThat(texts("{f: {from: a}}", Map.of("a", ""))).containsExactly("");
    assertThat(texts("{f: {from: a}}", Map.of("a", "~")))
        .as("as it is, no YAML")
        .containsExactly("~");
  }

  @Test
  void whatWasNotSentIsNotThere() {
    assertThat(refusals("{f: {from: a}, g: {from: b}}", Map.of("a", "x")))
        .containsExactly("the file 'b' was not sent along");
  }

  @Test
  void aPathThatLeadsElsewhereIsNoneEvenIfItWasSent() {
    assertThat(refusals("{f: {from: ../a}}", Map.of("../a", "x")))
        .contains("the file '../a' was not sent along");
    assertThat(refusals("{f: {from: /etc/passwd}}", Map.of("/etc/passwd", "x")))
        .contains("the file '/etc/passwd' was not sent along");
  }

  @Test
  void whoHasATextAndAPathIsRefusedWhateverWasSent() {
    assertThat(refusals("{f: {text: x, from: a}}", Map.of("a", "y")))
        .contains("'from' beside 'text'");
  }

  @Test
  void whatIsSentIsCheckedLikeWhatIsWritten() {
    assertThat(refusals("{f: {from: a}}", Map.of("a", "\n${ports.no}")))
        .containsExactly("the service has no port 'no'; it has none, in line 2 of the text");
    assertThat(refusals("{f: {from: a}}", Map.of("a", "x".repeat(70_000))))
        .containsExactly("the files of the service have 70000 bytes");
  }

  private static List<String> texts(String files, Map<String, String> sent) {
    return switch (read(files, sent)) {
      case Parsed.Valid(var blueprint, _) ->
          blueprint.services().getFirst().spec().supplies().files().stream()
              .map(TextFile::text)
              .toList();
      case Parsed.Invalid invalid -> throw new AssertionError(invalid.render());
    };
  }

  private static List<String> refusals(String files, Map<String, String> sent) {
    return switch (read(files, sent)) {
      case Parsed.Valid _ -> List.of();
      case Parsed.Invalid(List<Problem> problems) ->
          problems.stream().map(Problem::message).toList();
    };
  }

  private static Parsed read(String files, Map<String, String> sent) {
    String text = "{blueprint: v1, name: x, services: {s: {run: y, files: " + files + "}}}";
    Given given = Given.NOTHING.with(new TreeMap<>(sent));
    return BlueprintReader.read("f.yaml", text, "/here", Limits.DEFAULT, given);
  }
}
