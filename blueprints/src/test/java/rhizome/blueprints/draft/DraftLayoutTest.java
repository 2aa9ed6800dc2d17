package rhizome.blueprints.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.dialect.Data;

class DraftLayoutTest {

  private static final Data NOTHING = new Data.Nothing(0);

  @Test
  void aBlueprintBeginsWithItsVersionAndItsName() {
    assertThat(new Draft().begin("shop").text()).isEqualTo("blueprint: v1\nname: shop\n");
    assertThat(new Draft().begin("0-x").text()).isEqualTo("blueprint: v1\nname: \"0-x\"\n");
    assertThat(new Draft().text()).isEmpty();
  }

  @Test
  void eachLineStandsAsFarInAsItIsTold() {
    assertThat(
            new Draft()
                .head(0, "a")
                .remark(2, " said ")
                .line(2, "b", "{c: 1}")
                .head(4, "true")
                .words(6, "d", List.of("e", "f g"))
                .words(6, "none", List.of())
                .text())
        .isEqualTo("a:\n  # said\n  b: {c: 1}\n    \"true\":\n      d: [e, \"f g\"]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\nb', a\uFFFDb",
    "'a\tb', a b",
    "'a\u2028b', a\uFFFDb",
    "'a\uFFFEb', a b",
    "'  a ', a"
  })
  void aRemarkIsOneLineOfWhatCanBeSeen(String said, String shown) {
    assertThat(new Draft().remark(0, said).text()).isEqualTo("# " + shown + "\n");
  }

  static Stream<Arguments> data() {
    Data one = new Data.Plain(0, "1");
    return Stream.of(
        Arguments.of(NOTHING, "  # x: was left empty\n"),
        Arguments.of(one, "  x: 1\n"),
        Arguments.of(new Data.Text(0, "1"), "  x: \"1\"\n"),
        Arguments.of(new Data.Text(0, ""), "  x: \"\"\n"),
        Arguments.of(many(), "  x: []\n"),
        Arguments.of(many(one, new Data.Text(0, "a b")), "  x: [1, \"a b\"]\n"),
        Arguments.of(
            many(one, NOTHING), "  # x: what was left empty in it is left out\n  x: [1]\n"),
        Arguments.of(
            many(fields("a", NOTHING)),
            "  # x: what was left empty in it is left out\n  x: [{}]\n"),
        Arguments.of(many(fields("a", one), many()), "  x: [{a: 1}, []]\n"),
        Arguments.of(new Data.Fields(0, List.of()), "  x: {}\n"),
        Arguments.of(fields("a", one), "  x:\n    a: 1\n"),
        Arguments.of(fields("a", NOTHING), "  x: {}\n    # a: was left empty\n"),
        Arguments.of(fields("a", fields("b", one)), "  x:\n    a:\n      b: 1\n"),
        Arguments.of(fields("a:", new Data.Text(0, "b")), "  x:\n    \"a:\": b\n"));
  }

  @ParameterizedTest
  @MethodSource("data")
  void dataOfEveryFormHasItsLayout(Data data, String text) {
    assertThat(new Draft().data(2, "x", data).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a\nb'     | '|-\n    a\n    b\n'
          'a\nb\n'   | '|\n    a\n    b\n'
          'a\n\nb\n' | '|\n    a\n\n    b\n'
          'a\n  b'   | '|-\n    a\n      b\n'
          """)
  void severalLinesAreABlock(String value, String block) {
    assertThat(new Draft().data(2, "x", new Data.Text(0, value)).text()).isEqualTo("  x: " + block);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " a\nb",
        "\na",
        "a\nb\n\n",
        "a\nb ",
        "a\nb \n",
        "a\n\u0007",
        "a\n\u2028",
        "a\r\nb"
      })
  void linesThatABlockWouldChangeAreQuoted(String value) {
    assertThat(new Draft().data(2, "x", new Data.Text(0, value)).text())
        .startsWith("  x: \"")
        .endsWith("\"\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void aFlowIsOneLineWithoutWhatIsEmpty() {
    Data.Plain one = new Data.Plain(0, "1");
    assertThat(Draft.flow(NOTHING)).isEmpty();
    assertThat(Draft.flow(new Data.Text(0, "a\nb"))).isEqualTo("\"a\\nb\"");
    assertThat(Draft.flow(many(one, NOTHING, many(NOTHING)))).isEqualTo("[1, []]");
    Data fields =
        new Data.Fields(
            0, List.of(field("a", one), field("b", NOTHING), field("c d", many(one, one))));
    assertThat(Draft.flow(fields)).isEqualTo("{a: 1, \"c d\": [1, 1]}");
  }

  private static Data many(Data... items) {
    return new Data.Many(0, List.of(items));
  }

  private static Data fields(String key, Data value) {
    return new Data.Fields(0, List.of(field(key, value)));
  }

  private static Data.Field field(String key, Data value) {
    return new Data.Field(0, key, value);
  }
}
