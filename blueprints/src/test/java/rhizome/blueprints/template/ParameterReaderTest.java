package rhizome.blueprints.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;
import rhizome.house.Property;

/** What a template says of its parameters, roles and parent, with the remedy of each refusal. */
class ParameterReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          parameters: 3 | 'parameters' must be a mapping, not the value '3' \
          | names, each with its type, as {size: {type: integer}}
          parameters: {a: 3} | a parameter must be a mapping, not the value '3' \
          | the keys type, default, min, max, of, about
          parameters: {a: {}} | a parameter has no 'type' | one of text, integer, number, truth, \
          duration, memory, cpu, port, choice, list, secret
          parameters: {a: {type: Text}} | 'Text' is no type of a parameter | one of text, integer, \
          number, truth, duration, memory, cpu, port, choice, list, secret
          parameters: {a: {type: [text]}} | 'type' must be a text, not a list | one value
          parameters: {a-: {type: text}} | 'a-' cannot be the name of a parameter \
          | 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last, and not 'parent'
          parameters: {a: {type: text, default: ~}} | 'default' has no value \
          | a value, or the key left out
          parameters: {a: {type: text, default: [x]}} | 'default' of 'a' is a list | a text
          parameters: {a: {type: truth, default: "true"}} | 'default' of 'a' is the value 'true' \
          | true or false, unquoted
          parameters: {a: {type: duration, min: 5}} | 'min' is the value '5' \
          | a duration, such as 500ms, 5s or 1m30s
          parameters: {a: {type: port, max: 5}} \
          | 'max' means nothing for a parameter of type port | the key left out, or another type
          parameters: {a: {type: integer, min: 2, max: 1}} | 'max' of 'a' is below its 'min' \
          | a 'min' that is no more than 'max'
          parameters: {a: {type: memory, min: 1GiB, max: 1GB}} | 'max' of 'a' is below its 'min' \
          | a 'min' that is no more than 'max'
          parameters: {a: {type: choice, of: x}} \
          | 'of' must be a list, not the value 'x' | as [small, large]
          parameters: {a: {type: choice, of: [x, x]}} | 'x' is there twice | each once
          parameters: {a: {type: choice, of: [x, [y]]}} | a choice must be a text, not a list \
          | one value
          consumes: [a] | 'consumes' must be a mapping, not a list \
          | roles, each with its template, as {db: {template: postgresql}}
          consumes: {parent: {template: x}} | 'parent' cannot be the name of a role \
          | 1 to 31 of a-z, 0-9, '-', a letter first and no '-' last, and not 'parent'
          consumes: {a: {template: x, min: 1001}} | 'min' is not the value '1001' \
          | a whole number from 0 to 1000
          consumes: {a: {template: x, max: "2"}} | 'max' is not the value '2' \
          | a whole number from 0 to 1000
          consumes: {a: {template: x, min: 2, max: 1}} | 'max' is 1, below 'min' \
          | 2 or more, or 0 for any number
          consumes: {a: {template: x, auto: yes}} | 'auto' is not the value 'yes' \
          | true or false, unquoted
          consumes: {a: {template: [x]}} | 'template' must be a text, not a list | one value
          parent: x | the parent must be a mapping, not the value 'x' \
          | the keys template, auto, optional
          parent: {template: X} | 'X' does not name a template \
          | a name, or one with versions as redis@1.2.0, redis@^1.2, redis@~1.2, redis@>=1 <2
          parent: {template: x, optional: 1} | 'optional' is not the value '1' \
          | true or false, unquoted
          about: [x] | 'about' must be a text, not a list | one value
          """)
  void eachRefusalNamesItsRemedy(String line, String message, String expected) {
    assertThat(told(line)).contains(message + " -> " + expected);
  }

  @Test
  void aNameIsAParameterOrARole() {
    assertThat(told("parameters: {a: {type: text}}\nconsumes: {a: {template: x}}"))
        .containsExactly("'a' is a parameter, too -> another name: both stand under 'with'");
  }

  @Test
  void aMisspeltKeyOrTypeIsGuessed() {
    assertThat(read("parameters: {a: {type: integre}}").problems().getFirst().nearest())
        .hasValue("integer");
    assertThat(read("parameters: {a: {tpye: text}}").problems())
        .anySatisfy(problem -> assertThat(problem.nearest()).hasValue("type"));
    assertThat(read("paramters: {}").problems().getFirst().nearest()).hasValue("parameters");
  }

  /** Bounds of which the lower is the higher are refused, and no others. */
  @Test
  void boundsAreHeldAgainstEachOtherAsAmountsAndNotAsTexts() {
    Property.forAll(
        50,
        random -> {
          int least = random.nextInt(1, 3_000);
          int most = random.nextInt(1, 3);
          String line =
              "parameters: {a: {type: duration, min: %dms, max: %ds}}".formatted(least, most);
          assertThat(told(line)).as(line).hasSize(least > most * 1_000 ? 1 : 0);
        });
  }

  @Test
  void everythingThatIsSaidIsInTheTemplate() {
    Template template =
        read("""
        about: for tests
        parameters:
          size: {type: integer, default: 2, min: 1, max: 3, about: how large}
          kind: {type: choice, of: [b, a]}
        consumes: {db: {template: pg@^1.0, min: 0, max: 4, auto: true}, mq: {template: q}}
        parent: {template: vm, auto: true, optional: true}
        """)
            .template()
            .orElseThrow();
    assertThat(template.about()).isEqualTo("for tests");
    assertThat(template.title()).isEqualTo("x 1.0.0");
    assertThat(template.parameters().keySet()).containsExactly("size", "kind");
    assertThat(template.consumes().values())
        .containsExactly(
            new Consumed("db", new Reference("pg", "^1.0"), 0, 4, true),
            new Consumed("mq", new Reference("q", ""), 1, 0, false));
    assertThat(template.parent()).hasValue(new Lineage(new Reference("vm", ""), true, true));
    assertThat(template.settable()).containsExactly("size", "kind", "db", "mq", "parent");
    assertThat(template.schema().toString())
        .contains("urn:rhizome:schema:template:x:1.0.0")
        .contains("how large")
        .contains("instances of `pg@^1.0`")
        .contains("the instance of `vm` it belongs to");
  }

  @Test
  void aTemplateWithAProblemIsNone() {
    assertThat(read("zebra: 1").template()).isEmpty();
    assertThat(read("").template()).isPresent();
    assertThat(TemplateReader.read("x.yaml", "[]", Limits.DEFAULT).problems().getFirst().message())
        .isEqualTo("a template must be a mapping, not a list");
    assertThat(TemplateReader.read("x.yaml", "{}", Limits.DEFAULT).problems())
        .extracting(Problem::message)
        .containsExactly(
            "a template has no 'name'",
            "a template has no 'services'",
            "a template has no 'template'",
            "a template has no 'version'");
  }

  private static List<String> told(String lines) {
    return read(lines).problems().stream()
        .map(problem -> problem.message() + " -> " + problem.expected().orElse("nothing"))
        .toList();
  }

  private static TemplateReader.Outcome read(String lines) {
    String text =
        "template: v1\nname: x\nversion: 1.0.0\nservices: {main: {run: y}}\n" + lines + "\n";
    return TemplateReader.read("x.yaml", text, Limits.DEFAULT);
  }
}
