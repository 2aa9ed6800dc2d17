package rhizome.blueprints.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.tree.Limits;
import rhizome.blueprints.tree.Problem;

class ComposerTest {

  @Test
  void anEmptyDocumentSaysWhatToBeginWith() {
    for (String text :
        new String[] {"", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "~"}) {
      assertThat(Reading.told(text)).as(text).containsExactly("1:1: the document is empty");
    }
    assertThat(Reading.problems("").getFirst().expected())
        .hasValue("a blueprint, beginning with 'blueprint: v1'");
  }

  @Test
  void aDocumentMustBeAMapping() {
    assertThat(Reading.told("- a\n"))
        .containsExactly("1:1: the blueprint must be a mapping, not a list");
    assertThat(Reading.told("text\n"))
        .containsExactly("1:1: the blueprint must be a mapping, not the value 'text'");
  }

  @Test
  void aDuplicateKeyNamesItsFirstLine() {
    assertThat(Reading.told("blueprint: v2\nname: x\nname: y\n"))
        .contains("3:1: the key 'name' is already on line 2");
  }

  @Test
  void whatIsNotOfTheLanguageIsRefused() {
    assertThat(Reading.told("{blueprint: v3, <<: {a: b}, ? [c] : d, e: !!int f, g: *h}"))
        .containsExactly(
            "1:13: unknown blueprint version: the value 'v3'",
            "1:17: '<<' merges are not part of YAML 1.2",
            "1:31: a list cannot be a key",
            "1:43: the tag 'tag:yaml.org,2002:int' is not part of the language",
            "1:55: no anchor '&h' stands complete before this alias");
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertThat(Reading.told("blueprint: &b [*b]\n"))
        .contains("1:16: no anchor '&b' stands complete before this alias");
  }

  @Test
  void aMistypedAliasNamesTheNearestAnchor() {
    assertThat(Reading.problems("{blueprint: v2, a: &same b, c: *smae}").getLast().nearest())
        .isEqualTo(Optional.of("same"));
  }

  @Test
  void oneFileHoldsOneDocument() {
    assertThat(Reading.told("a: b\n---\nc: d\n"))
        .containsExactly("2:1: a second document begins here");
  }

  @Test
  void aSyntaxErrorHasAPlaceAndARemedy() {
    Problem colon = Reading.problems("blueprint: v1\nname: a: b\n").getFirst();
    assertThat(colon.headline()).isEqualTo("f.yaml:2:8: mapping values are not allowed here");
    assertThat(colon.expected()).hasValue("quotes around a value with ': ', or less indentation");
    Problem bracket = Reading.problems("a: [b, c\nd: e\n").getFirst();
    assertThat(bracket.line()).isEqualTo(2);
    assertThat(bracket.expected())
        .hasValue("a ',' between the items of a list, or its closing ']'");
    Problem quote = Reading.problems("a: 'b\n").getFirst();
    assertThat(quote.expected()).hasValue("the closing quote");
    Problem at = Reading.problems("a: @b\n").getFirst();
    assertThat(at.headline())
        .isEqualTo(
            "f.yaml:1:4: found character '@' that cannot start any token"
                + " while scanning for the next token");
  }

  @Test
  void aTabThatIndentsIsNamed() {
    assertThat(Reading.told("services:\n\tweb: 1\n"))
        .containsExactly("2:1: a tab cannot indent or separate here");
  }

  @Test
  void everyForbiddenCharacterIsNamedAtItsPlace() {
    assertThat(Reading.told("a: b\0c\nd: \u0007\n"))
        .containsExactly(
            "1:5: the character NUL (U+0000) is not allowed in YAML",
            "2:4: the character U+0007 is not allowed in YAML");
    assertThat(Reading.told("a: \uD800\n")).hasSize(1);
  }

  @Test
  void anotherVersionOfYamlIsRefused() {
    assertThat(Reading.told("%YAML 3.0\n---\na: b\n"))
        .containsExactly("1:1: this is not YAML 1.2: it says so in %YAML");
  }

  @Test
  void anImpossibleEscapeIsAProblemAndNoCrash() {
    assertThat(Reading.told("a: \"\\UFFFFFFFF\"\n")).hasSize(1);
    assertThat(Reading.told("a: \"\\q\"\n").getFirst()).startsWith("1:6: found unknown escape");
  }

  @Test
  void depthIsLimited() {
    assertThat(Reading.told("a: " + "[".repeat(100_000)))
        .containsExactly("1:36: the document is nested too deep");
    assertThat(Reading.told("- ".repeat(100_000) + "a"))
        .singleElement()
        .asString()
        .endsWith("nested too deep");
  }

  @Test
  void lengthIsLimited() {
    String filler = "#" + "x".repeat(Limits.DEFAULT.charactersMax());
    assertThat(Reading.told(filler)).singleElement().asString().contains("4194305 characters");
  }

  @Test
  void whatAliasesMultiplyToIsLimited() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String ten = "*a%d,".formatted(i - 1).repeat(10);
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ten));
    }
    assertThat(Reading.told(laughs.toString()))
        .singleElement()
        .asString()
        .endsWith("the document is too large once its aliases are written out");
  }
}
