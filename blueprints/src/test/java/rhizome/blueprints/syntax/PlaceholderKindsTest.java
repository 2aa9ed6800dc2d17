package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.model.Placeholders;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Problem;
import rhizome.blueprints.tree.Problems;
import rhizome.blueprints.tree.Source;
import rhizome.house.Property;

/** Where which placeholders may stand, and what the reader and the node make of them together. */
class PlaceholderKindsTest {

  private static final List<String> OFFERED =
      List.of("ports.http", "files.conf", "volumes.data", "secrets.key");

  enum Place {
    LITERAL,
    PORTS,
    COMMAND,
    ARGUMENT,
    VARIABLE
  }

  private final Problems problems = new Problems(new Source("f", ""));

  @ParameterizedTest
  @CsvSource({
    "ports, LITERAL, args and env",
    "files, LITERAL, 'command, args and env'",
    "volumes, LITERAL, 'command, args and env'",
    "secrets, LITERAL, env and in texts of files",
    "files, PORTS, 'command, args and env'",
    "volumes, PORTS, 'command, args and env'",
    "secrets, PORTS, env and in texts of files",
    "ports, COMMAND, args and env",
    "secrets, COMMAND, env and in texts of files",
    "secrets, ARGUMENT, env and in texts of files"
  })
  void whatIsNotKnownInAPlaceIsRefusedThere(String kind, Place place, String places) {
    read(place, "${" + kind + ".x}");
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactly(kind + " are known only in " + places + ", not here");
  }

  @ParameterizedTest
  @CsvSource({
    "ports.http, PORTS",
    "files.conf, COMMAND",
    "volumes.data, COMMAND",
    "ports.http, ARGUMENT",
    "files.conf, ARGUMENT",
    "volumes.data, ARGUMENT",
    "ports.http, VARIABLE",
    "files.conf, VARIABLE",
    "volumes.data, VARIABLE",
    "secrets.key, VARIABLE"
  })
  void whatIsKnownInAPlaceIsLeftForTheNode(String name, Place place) {
    String text = "a${" + name + "}b";
    assertThat(read(place, text)).isEqualTo(text);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ports.htp    | the service has no port 'htp'; it has http       | ${ports.http}
          files.c      | the service has no file 'c'; it has conf         | none
          volumes.date | the service has no volume 'date'; it has data    | ${volumes.data}
          secrets.     | the service has no secret ''; it has key         | none
          hree         | nothing is called '${hree}' here                 | ${here}
          HOME         | nothing is called '${HOME}' here                 | none
          ""           | nothing is called '${}' here                     | none
          """)
  void whatNamesNothingIsToldWithTheNearest(String name, String message, String nearest) {
    read(Place.VARIABLE, "${" + name + "}");
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.nearest().orElse("none")).isEqualTo(nearest);
              assertThat(problem.expected())
                  .hasValue(
                      "one of ${here}, ${ports.http}, ${files.conf}, ${volumes.data},"
                          + " ${secrets.key}, or '$${' for a literal '${'");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "a ${here", "$${x} ${ports.http"})
  void whatIsOpenedIsClosed(String text) {
    read(Place.VARIABLE, text);
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).isEqualTo("'${' without its '}'");
              assertThat(problem.expected()).hasValue("'}', or '$${' for a literal '${'");
            });
  }

  @Test
  void onlyTheFolderIsKnownInALiteral() {
    assertThat(read(Place.LITERAL, "${here}/a $${ports.http}")).isEqualTo("/h/a ${ports.http}");
    assertThat(problems.isEmpty()).isTrue();
    read(Place.LITERAL, "${x}");
    assertThat(problems.all().getFirst().expected())
        .hasValue("one of ${here}, or '$${' for a literal '${'");
  }

  /** Pieces whose meaning is plain one by one, and the text a program gets for all of them. */
  @Test
  void whatIsReadAndFilledInIsWhatWasMeant() {
    Map<String, String> meaning = new LinkedHashMap<>();
    meaning.put("${here}", "/h");
    meaning.put("$${here}", "${here}");
    meaning.put("$${x", "${x");
    meaning.put("${ports.http}", "80");
    meaning.put("$${ports.http}", "${ports.http}");
    meaning.put("${secrets.key}", "$k${files.conf}");
    meaning.put("$${secrets.none}", "${secrets.none}");
    meaning.put("$", "$");
    meaning.put("$$", "$$");
    meaning.put("{ports.http}", "{ports.http}");
    meaning.put("}", "}");
    List<String> pieces = List.copyOf(meaning.keySet());
    Map<String, String> known =
        Map.of("ports.http", "80", "secrets.key", "$k${files.conf}", "files.conf", "no");
    Property.forAll(
        500,
        random -> {
          List<String> written = new ArrayList<>();
          List<String> meant = new ArrayList<>();
          for (int i = random.nextInt(7); i >= 0; i--) {
            String piece = pieces.get(random.nextInt(pieces.size()));
            written.add(piece);
            meant.add(meaning.getOrDefault(piece, ""));
          }
          String text = String.join(" ", written);
          assertThat(Placeholders.fillAll(read(Place.VARIABLE, text), known))
              .as(text)
              .isEqualTo(String.join(" ", meant));
          assertThat(problems.isEmpty()).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ${VAR} ${VAR:-x} ${here} ${a.b}  | none
          $${ports.none}                   | none
          ${ports.http}${secrets.key}      | none
          ${port.http}                     | none
          ${files.} \
          | the service has no file ''; it has conf, in line 1 of the text
          ${ports.a b}                     | '${ports.a' without its '}', in line 1 of the text
          ${ports.$x}                      | '${ports.' without its '}', in line 1 of the text
          ${ports.http                     | '${ports.http' without its '}', in line 1 of the text
          """)
  void inATextOfAFileOnlyOurOwnIsLookedAt(String text, String message) {
    check(text);
    assertThat(problems.all().stream().map(Problem::message).findFirst().orElse("none"))
        .isEqualTo(message);
  }

  @Test
  void aProblemInATextNamesItsLineAndAWayOut() {
    check("one\ntwo\n\n  ${ports.htpt}");
    assertThat(problems.all())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message()).endsWith("it has http, in line 4 of the text");
              assertThat(problem.nearest()).hasValue("${ports.http}");
              assertThat(problem.expected().orElseThrow())
                  .startsWith("one of ${ports.http}, ")
                  .endsWith("or '$${' for the text as it stands");
            });
  }

  /** The naive model counts the lines that end before it. */
  @Test
  void theLineOfAPlaceholderIsWhereAnEditorShowsIt() {
    Property.forAll(
        50,
        random -> {
          Problems own = new Problems(new Source("f", ""));
          String before = "\n".repeat(random.nextInt(3)) + "x\n".repeat(random.nextInt(3));
          String text = before + (random.nextBoolean() ? "" : "y ") + "${ports.q}\n\n";
          new Substitution("/h", own).check(new Node.Scalar(0, text, false), OFFERED);
          int line =
              List.of(text.split("\n", -1)).stream()
                      .takeWhile(l -> !l.contains("$"))
                      .toList()
                      .size()
                  + 1;
          assertThat(own.all().getFirst().message()).endsWith("in line " + line + " of the text");
        });
  }

  private void check(String text) {
    new Substitution("/h", problems).check(new Node.Scalar(0, text, false), OFFERED);
  }

  private String read(Place place, String text) {
    Substitution substitution = new Substitution("/h", problems);
    Node.Scalar node = new Node.Scalar(0, text, false);
    return switch (place) {
      case LITERAL -> substitution.literal(node);
      case PORTS -> substitution.withPorts(node, List.of("http"));
      case COMMAND -> substitution.command(node, OFFERED);
      case ARGUMENT -> substitution.argument(node, OFFERED);
      case VARIABLE -> substitution.variable(node, OFFERED);
    };
  }
}
