package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.tree.Node;

class ProgramTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {command: serve}                       | serve |
          {command: serve -p 80}                 | serve | ["-p", "80"]
          {command: [serve, a b]}                | serve | ["a b"]
          {entrypoint: serve}                    | serve |
          {entrypoint: [serve, x], command: y z} | serve | [x, y, z]
          {entrypoint: serve x, command: [y z]}  | serve | [x, "y z"]
          {entrypoint: [], command: serve}       | serve |
          {command: [serve, '']}                 | serve | [""]
          {command: 'serve $$${A:-b}'}           | serve | ["$b"]
          {command: 'serve $${A}'}               | serve | ["$${A}"]
          """)
  void theCommandFollowsTheEntrypoint(String text, String command, String args) {
    String rest = args == null ? "" : "      args: " + args + "\n";
    assertThat(written(Document.of(text)))
        .isEqualTo("    run:\n      command: " + command + "\n" + rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                       | the service 's' has no command
          {command: }              | the service 's' has no command
          {command: []}            | the service 's' has no command
          {command: ''}            | the service 's' has no command
          {command: [' ']}         | the service 's' has no command
          {image: 'redis:7'} \
          | the service 's' has no command, and what the image 'redis:7' runs is not known
          """)
  void aServiceWithoutACommandIsRefusedAndNothingIsWritten(String text, String message) {
    Document document = Document.of(text);
    assertThat(written(document)).isEmpty();
    assertThat(document.refused())
        .containsExactly(
            "1:1 "
                + message
                + "; command: [...], which 'docker image inspect' shows as Entrypoint and Cmd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {command: "a 'b"}        | 1:11 a quote in the command is not closed; a list of words
          {entrypoint: 'a "b'}     | 1:14 a quote in the command is not closed; a list of words
          {command: [a, [b]]}      | 1:15 a word of the command is a list; a text
          {command: {a: b}}        | 1:11 a word of the command is a mapping; a text
          """)
  void aCommandThatCannotBeReadIsRefusedAtItsPlace(String text, String message) {
    Document document = Document.of(text);
    String written = written(document);
    assertThat(document.refused()).contains(message);
    assertThat(written).doesNotContain("b");
  }

  @ParameterizedTest
  @CsvSource({
    "redis, redis",
    "redis:7, redis",
    "docker.io/library/redis:7, redis",
    "registry:5000/a/redis, redis",
    "registry:5000/a/redis:7@sha256:abc, redis",
    "redis@sha256:abc, redis"
  })
  void anImageIsARemarkAndItsProgramIsNamed(String image, String program) {
    Document document = Document.of("{command: x, image: '" + image + "'}");
    assertThat(written(document))
        .isEqualTo("    # was run from the image " + image + "\n    run:\n      command: x\n");
    assertThat(document.told())
        .containsExactly(
            "image 1:21 the image '"
                + image
                + "' is not run; its program is, from the node; the program '"
                + program
                + "' installed on every node that may run this; paths are those of the node");
  }

  @Test
  void whatIsBuiltIsToldAtItsKey() {
    Document document = Document.of("{command: x, build: {context: .}}");
    assertThat(written(document)).isEqualTo("    run:\n      command: x\n");
    assertThat(document.told())
        .containsExactly(
            "image 1:14 'build' is left out: no image is built, and none is run;"
                + " the program on every node that may run this, where the command finds it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{B: 2, A: b=c, _c1: ''}",
        "[B=2, A=b=c, _c1=]",
        "[A=0, _c1=, B=2, A=b=c]",
        "['B=${X:-2}', A=b=c, _c1=]"
      })
  void variablesAreWrittenInTheOrderOfTheirNamesHoweverTheyCome(String environment) {
    assertThat(written(Document.of("{command: x, environment: " + environment + "}")))
        .isEqualTo(
            """
                run:
                  command: x
                  env:
                    A: "b=c"
                    B: "2"
                    "_c1": ""
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [A-B=c]       | no-counterpart 1:28 the variable 'A-B' has no such name; it is left out
          [1A=c]        | no-counterpart 1:28 the variable '1A' has no such name; it is left out
          [=c]          | no-counterpart 1:28 the variable '' has no such name; it is left out
          [RHIZOME_X=c] \
          | no-counterpart 1:28 the variable 'RHIZOME_X' is the node's own; it is left out
          {A.B: c}      | no-counterpart 1:28 the variable 'A.B' has no such name; it is left out
          """)
  void aVariableOfNoSuchNameIsLeftOut(String environment, String told) {
    Document document = Document.of("{command: x, environment: " + environment + "}");
    assertThat(written(document)).doesNotContain("env");
    assertThat(document.told()).containsExactly(told + "; another name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[A]", "{A: }", "{A: ~}"})
  void aVariableWithoutAValueWouldComeFromTheShell(String environment) {
    Document document = Document.of("{command: x, environment: " + environment + "}");
    assertThat(written(document)).doesNotContain("env");
    assertThat(document.told())
        .containsExactly(
            "interpolation 1:28 the variable 'A' is passed on from the shell by compose;"
                + " it is left out; A=VALUE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[A]]      | 1:28 a variable is a list; NAME=VALUE
          {A: [b]}   | 1:31 the variable 'A' is a list; a text
          {A: {b: c}}| 1:31 the variable 'A' is a mapping; a text
          """)
  void aVariableThatIsNoTextIsRefused(String environment, String message) {
    Document document = Document.of("{command: x, environment: " + environment + "}");
    assertThat(written(document)).doesNotContain("env");
    assertThat(document.refused()).containsExactly(message);
  }

  @Test
  void theFolderAndTheGraceFollowTheVariables() {
    String text = "{stop_grace_period: 1m30s, working_dir: '/a/${B:-c d}', command: x}";
    assertThat(written(Document.of(text)))
        .isEqualTo("    run:\n      command: x\n      workdir: \"/a/c d\"\n      grace: 1m30s\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"srv", "./srv", "${HOME}/srv", "''"})
  void aFolderThatIsNotAbsoluteIsLeftOut(String folder) {
    Document document = Document.of("command: x\nworking_dir: " + folder);
    assertThat(written(document)).doesNotContain("workdir");
    assertThat(document.told())
        .contains(
            "no-counterpart 2:14 'working_dir' is not absolute; it is left out;"
                + " a path that begins with '/'");
  }

  @Test
  void aGraceThatIsNoDurationIsRefused() {
    Document document = Document.of("{command: x, stop_grace_period: 5}");
    assertThat(written(document)).doesNotContain("grace");
    assertThat(document.refused())
        .containsExactly(
            "1:33 'stop_grace_period' is '5'; a duration such as 30s or 1m30s, at most 8760h");
  }

  private static String written(Document document) {
    Draft draft = new Draft();
    Parts parts = new Parts(document.root(), "services.s.", document.notes());
    new Program(document.notes()).write(draft, new Node.Scalar(0, "s", true), parts);
    return draft.text();
  }
}
