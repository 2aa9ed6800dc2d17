package rhizome.blueprints.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

/** What is given to a template and to a blueprint, and who is linked to whom in the end. */
class WithTest {

  private static final String BOX =
      """
      template: v1
      name: box
      version: 1.0.0
      parameters:
        word: {type: text}
        size: {type: integer, default: 1, min: 1, max: 3}
        words: {type: list, default: []}
      services:
        main: {run: {command: echo, args: ["${params.word}", "${params.words}"]}, \
      replicas: "${params.size}"}
      """;

  private static final Unfolded BOXES = Unfolded.with(BOX);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                        | 'b' gives no 'word' to its template | under 'with': a text
          {word: [a]}               | 'word' of box 1.0.0 cannot be a list | a text
          {word: a, size: 4}        | 'size' of box 1.0.0 cannot be the value '4' \
          | a whole number, unquoted from 1 up to 3
          {word: a, size: "1"}      | 'size' of box 1.0.0 cannot be the value '1' \
          | a whole number, unquoted from 1 up to 3
          {word: a, words: {a: b}}  | 'words' of box 1.0.0 cannot be a mapping \
          | a list of single values
          {word: a, zebra: 1}       | template 'box 1.0.0' has no 'zebra' \
          | one of word, size, words
          {word: a, parent: x}      | template 'box 1.0.0' has no 'parent' \
          | one of word, size, words
          [word]                    | 'with' must be a mapping, not a list \
          | the keys word, size, words
          """)
  void whatATemplateDidNotAskForIsRefused(String with, String message, String expected) {
    assertThat(BOXES.problems("services: {b: {template: box, with: " + with + "}}"))
        .anySatisfy(
            problem -> {
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.expected()).hasValue(expected);
            });
  }

  @Test
  void whatIsGivenGoesBeforeTheDefault() {
    Service box =
        BOXES.service(
            "b", "services: {b: {template: box, with: {word: hi, size: 3, words: [x, 2]}}}");
    assertThat(box.replicas()).isEqualTo(3);
    assertThat(box.spec().run().args()).containsExactly("hi", "x", "2");
    Service usual = BOXES.service("b", "services: {b: {template: box, with: {word: ''}}}");
    assertThat(usual.replicas()).isEqualTo(1);
    assertThat(usual.spec().run().args()).containsExactly("");
  }

  /** A value is a value: what looks like a name in it is not filled in again. */
  @Test
  void aValueIsNotReadForNames() {
    String services = "services: {b: {template: box, with: {word: '$${params.size} $${here}'}}}";
    assertThat(BOXES.service("b", services).spec().run().args())
        .containsExactly("${params.size} ${here}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          integer  | 7       | x
          number   | -0.5    | 1e3
          truth    | true    | yes
          duration | 1m      | 60
          memory   | 1MiB    | 1
          cpu      | 250m    | fast
          port     | 8080    | 0
          list     | [a, b]  | a
          secret   | db-key  | A B
          """)
  void aValueFromOutsideIsReadAsItsTypeIs(String type, String right, String wrong) {
    String text = "parameters: {p: {type: %s}}\nservices: {a: {run: x}}".formatted(type);
    assertThat(BOXES.valid(text, Map.of("p", right)).services()).hasSize(1);
    Parsed parsed = BOXES.read(text, Map.of("p", wrong), Limits.DEFAULT);
    assertThat(((Parsed.Invalid) parsed).problems())
        .extracting(Problem::headline)
        .containsExactly("--set p:1:1: 'p' cannot be the value '" + wrong + "'");
  }

  @Test
  void aTextFromOutsideIsTakenAsItIs() {
    String text =
        "parameters: {p: {type: text}}\n"
            + "services: {a: {run: {command: x, args: [\"${params.p}\"]}}}";
    for (String odd : List.of("~", "true", "[a]", "a: b", " x ", "#")) {
      assertThat(BOXES.valid(text, Map.of("p", odd)).services().getFirst().spec().run().args())
          .containsExactly(odd);
    }
  }

  @Test
  void whatComesFromOutsideIsKeptAsItCame() {
    Map<String, String> parameters = new TreeMap<>(Map.of("b", "2", "a", "1"));
    Given given = new Given(List.of(), parameters);
    parameters.clear();
    assertThat(given.parameters()).containsOnlyKeys("a", "b");
    assertThat(given.files()).isEmpty();
    assertThat(given.with(Map.of("f", "x")).parameters()).isEqualTo(given.parameters());
    assertThatThrownBy(() -> given.parameters().put("c", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Given.NOTHING).isEqualTo(new Given(List.of(), Map.of()));
  }

  /** To name the least number, near ones first, is what a loop over the document does. */
  @Test
  void linksAreThoseNamedAndThenTheFirstThatAreThere() {
    String db = "{template: v1, name: db, version: 1.0.0, services: {main: {run: db}}}";
    Property.forAll(
        100,
        random -> {
          int there = random.nextInt(1, 6);
          int least = random.nextInt(0, 4);
          List<String> named = new ArrayList<>();
          StringBuilder services = new StringBuilder("services: {");
          for (int i = 0; i < there; i++) {
            services.append("d").append(i).append(": {template: db}, ");
            if (random.nextInt(3) == 0) {
              named.addFirst("d" + i);
            }
          }
          services.append("a: {template: app, with: {db: ").append(named).append("}}}");
          List<String> expected = new ArrayList<>(named);
          for (int i = 0; i < there && expected.size() < least; i++) {
            if (!named.contains("d" + i)) {
              expected.add("d" + i);
            }
          }
          Unfolded app = Unfolded.with(app(least), db);
          if (expected.size() < least) {
            assertThat(app.told(services.toString()))
                .singleElement()
                .asString()
                .contains("is %d and only %d are provided".formatted(least, expected.size()));
          } else {
            Blueprint blueprint = app.valid(services.toString());
            Service asker = blueprint.service("a").orElseThrow();
            assertThat(asker.needs()).isEqualTo(expected);
            assertThat(asker.spec().run().args()).isEqualTo(expected);
          }
        });
  }

  @Test
  void aLinkIsANameOrAListOfNames() {
    String db = "{template: v1, name: db, version: 1.0.0, services: {main: {run: db}}}";
    Unfolded app = Unfolded.with(app(0), db);
    assertThat(app.told("services: {d: {template: db}, a: {template: app, with: {db: {x: y}}}}"))
        .containsExactly("f.yaml:3:61: a link must be a name, not a mapping");
    assertThat(app.told("services: {d: {template: db}, a: {template: app, with: {db: [~]}}}"))
        .containsExactly("f.yaml:3:62: a link must be a name, not nothing");
  }

  private static String app(int least) {
    return """
    template: v1
    name: app
    version: 1.0.0
    consumes: {db: {template: db, min: %d}}
    services: {main: {run: {command: app, args: ["${links.db}"]}}}
    """
        .formatted(least);
  }
}
