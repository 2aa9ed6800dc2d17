package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.tree.Problem;

class OtherLanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {services: [vm__a: ]}             | a ZeroRobot blueprint
          {h/a/r/vm/0.0.1__a: , actions: 5} | a ZeroRobot blueprint of the first dialect
          {vm__a: {b: c}, d: e}             | an AYS blueprint
          {services: {a: {image: b}}}       | a docker compose file
          """)
  void aDocumentOfAnotherLanguageIsSentToTheWordThatConvertsIt(String text, String title) {
    Problem problem = Reading.problems(text).getFirst();
    assertThat(Reading.told(text))
        .containsExactly("1:1: this is " + title + ", not a blueprint v1");
    assertThat(problem.hints()).containsExactly("expected what 'rhizome convert FILE' makes of it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: x, services: {a: {run: b}}}      | 1:1: the blueprint has no 'blueprint'
          {name: x, services: {a: {replicas: 2}}} | 1:1: the blueprint has no 'blueprint'
          {blueprint: v1, name: x, services: []}  | 1:36: 'services' must be a mapping, not a list
          """)
  void aBlueprintWithAMistakeIsNoOtherLanguage(String text, String first) {
    assertThat(Reading.told(text).getFirst()).isEqualTo(first);
  }
}
