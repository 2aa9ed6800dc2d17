package rhizome.blueprints.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;

class TemplateReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          template: v2                       | 'v2' is no version of templates
          name: A B                          | 'A B' is not a template name
          version: 1.0                       | '1.0' is no semantic version
          version: 01.0.0                    | '01.0.0' is no semantic version
          services: {}                       | a template has no service 'main'
          services: [a]                      | 'services' must be a mapping, not a list
          services: {main: {}}               | service 'main' of the template runs nothing
          consumes: {db: {}}                 | a role has no 'template'
          consumes: {db: {template: x@y}}    | 'x@y' does not name a template
          consumes: {db: {template: x, min: 3, max: 2}} | 'max' is 2, below 'min'
          consumes: {db: {template: x, min: -1}} | 'min' is not the value '-1'
          consumes: {db: {template: x, auto: maybe}} | 'auto' is not the value 'maybe'
          parent: {}                         | the parent has no 'template'
          parameters: []                     | 'parameters' must be a mapping, not a list
          parameters: {parent: {type: text}} | 'parent' cannot be the name of a parameter
          parameters: {A: {type: text}}      | 'A' cannot be the name of a parameter
          parameters: {a: {}}                | a parameter has no 'type'
          parameters: {a: {type: memroy}}    | 'memroy' is no type of a parameter
          parameters: {a: {type: choice}}    | a choice has no 'of'
          parameters: {a: {type: choice, of: [b, b]}} | 'b' is there twice
          parameters: {a: {type: choice, of: [b], default: c}} | 'default' of 'a' is the value 'c'
          parameters: {a: {type: text, of: [b]}} | 'of' means nothing for a parameter of type text
          parameters: {a: {type: text, min: 1}}  | 'min' means nothing for a parameter of type text
          parameters: {a: {type: memory, max: 9}} | 'max' is the value '9'
          parameters: {a: {type: integer, default: "1"}} | 'default' of 'a' is the value '1'
          parameters: {a: {type: integer, max: 3, default: 4}} | 'default' of 'a' is the value '4'
          zebra: 1                           | unknown key 'zebra' in a template
          """)
  void whatATemplateMayNotSayIsNamed(String line, String message) {
    String key = line.substring(0, line.indexOf(':'));
    StringBuilder text = new StringBuilder();
    for (String usual :
        List.of("template: v1", "name: x", "version: 1.0.0", "services: {main: {run: y}}")) {
      text.append(usual.startsWith(key + ":") ? line : usual).append('\n');
    }
    if (!text.toString().contains(line)) {
      text.append(line).append('\n');
    }
    assertThat(read(text.toString()).problems())
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text     | a                | [a]
          integer  | -5               | 1.5
          number   | -1.25            | '"1"'
          truth    | true             | yes
          duration | 1m30s            | 90
          memory   | 64MiB            | 64
          cpu      | 500m             | 1GHz
          port     | auto             | 0
          port     | 8080             | 65536
          list     | [a, 1]           | [[a]]
          secret   | db-password      | A B
          """)
  void everyTypeTakesItsValuesAndNoOthers(String type, String right, String wrong) {
    String text =
        "{template: v1, name: x, version: 1.0.0, parameters: {a: {type: %s, default: %s}},"
            + " services: {main: {run: y}}}";
    assertThat(read(text.formatted(type, right)).problems()).isEmpty();
    assertThat(read(text.formatted(type, wrong)).problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("'default' of 'a' is ");
  }

  @Test
  void textThatIsNoYamlIsToldLikeThatOfABlueprint() {
    assertThat(read("template: [").problems())
        .singleElement()
        .extracting(Problem::file)
        .isEqualTo("x.yaml");
  }

  private static TemplateReader.Outcome read(String text) {
    return TemplateReader.read("x.yaml", text, Limits.DEFAULT);
  }
}
