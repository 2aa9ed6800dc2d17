package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Document;
import rhizome.blueprints.dialect.Mode;
import rhizome.blueprints.tree.Node;
import rhizome.house.Property;

class InterpolationTest {

  private final Document document = Document.of("a: 1");
  private final Interpolation interpolation = new Interpolation(document.notes());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${A:-b}      | b
          ${A-b}       | b
          ${A:-}       | ''
          x${A:-b}y    | xby
          ${A:-a b/c}  | a b/c
          ${A:-\\1$}   | \\1$
          ${1:-b}      | b
          """)
  void aDefaultIsWritten(String text, String filled) {
    assertThat(interpolation.fill(text, 3)).isEqualTo(filled);
    assertThat(document.told()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$A", "${A}", "${A:?no A}", "${A?no A}", "${A:+b}", "${A+b}", "a$A_1-c", "${_x9}"})
  void aVariableWithoutADefaultStaysInTheText(String text) {
    assertThat(interpolation.fill(text, 3)).isEqualTo(text);
    assertThat(document.told())
        .singleElement()
        .asString()
        .endsWith(
            "' from the shell; it is kept in the text, which is filled in by nobody;"
                + " the value that shall stand there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "5$", "$ a", "$1", "${", "${}", "${A", "${A:b}", "$-", "{A}"})
  void whatIsNoVariableIsLeftAlone(String text) {
    assertThat(interpolation.fill(text, 3)).isEqualTo(text);
    assertThat(document.told()).isEmpty();
  }

  @Test
  void twoDollarsAreOneAndHideWhatFollows() {
    assertThat(interpolation.fill("$$A $${A:-b} $$$$ $$", 3)).isEqualTo("$A ${A:-b} $$ $");
    assertThat(document.told()).isEmpty();
    assertThat(interpolation.fill("$$${A:-b}", 3)).isEqualTo("$b");
  }

  @Test
  void eachVariableIsToldByNameAndPlace() {
    assertThat(interpolation.fill(new Node.Scalar(3, "$A:${B:-x}:${C}", true)))
        .isEqualTo("$A:x:${C}");
    assertThat(document.told())
        .containsExactly(
            "interpolation 1:4 compose takes 'A' from the shell; it is kept in the text, which is"
                + " filled in by nobody; the value that shall stand there",
            "interpolation 1:4 compose takes 'B' from the shell; its default 'x' is written;"
                + " the value that shall stand there",
            "interpolation 1:4 compose takes 'C' from the shell; it is kept in the text, which is"
                + " filled in by nobody; the value that shall stand there");
  }

  @Test
  void strictlyAVariableIsAProblemWithADefaultOrNot() {
    Document strict = Document.of("a: 1", Mode.STRICT);
    assertThat(new Interpolation(strict.notes()).fill("$A${B:-x}", 3)).isEqualTo("$Ax");
    assertThat(strict.refused()).hasSize(2);
    assertThat(strict.told()).isEmpty();
  }

  /** Whoever doubles every dollar, as the manual of compose says, gets back what he meant. */
  @Test
  void aTextWithAllItsDollarsDoubledComesBackAsItWas() {
    Property.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(12); i > 0; i--) {
            text.append("$${}A:-\\".charAt(random.nextInt(8)));
          }
          String meant = text.toString();
          assertThat(interpolation.fill(meant.replace("$", "$$"), 3)).isEqualTo(meant);
          assertThat(document.told()).isEmpty();
        });
  }

  @Test
  void whatANativeReaderWouldFillInIsEscaped() {
    assertThat(Interpolation.escaped("${A} $A $${B} ${")).isEqualTo("$${A} $A $$${B} $${");
    assertThat(Interpolation.escaped("$ {A}")).isEqualTo("$ {A}");
  }
}
