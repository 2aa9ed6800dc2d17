package rhizome.blueprints.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.blueprints.schema.Form;
import rhizome.blueprints.schema.Key;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.tree.Node;
import rhizome.house.Property;

class ParameterTest {

  @ParameterizedTest
  @CsvSource({
    "INTEGER, 1, 3, 0|4|2.0|x, 1|2|3",
    "INTEGER, '', 3, 4, -5|3",
    "INTEGER, 1, '', 0|-1, 1|999999999",
    "NUMBER, -0.5, 0.5, 0.51|-0.501, -0.5|0|0.50",
    "DURATION, 1s, 1m, 999ms|61s|5, 1000ms|60s|1s",
    "MEMORY, 1KiB, 1MiB, 1KB|1025KiB|9, 1024B|1.5KB|1MiB",
    "CPU, 100m, 2, 99m|2.001, 0.1|2000m"
  })
  void aMeasuredValueLiesWithinItsBounds(
      ParameterType type, String least, String most, String wrong, String right) {
    Parameter parameter = bounded(type, least, most);
    for (String value : right.split("\\|", -1)) {
      assertThat(parameter.takes(plain(value))).as(value).isTrue();
    }
    for (String value : wrong.split("\\|", -1)) {
      assertThat(parameter.takes(plain(value))).as(value).isFalse();
    }
  }

  /** Whole numbers against the comparison of the machine. */
  @Test
  void boundsOfWholeNumbersAreThoseOfInts() {
    Property.forAll(
        random -> {
          int least = random.nextInt(-50, 50);
          int most = random.nextInt(-50, 50);
          int value = random.nextInt(-60, 60);
          Parameter parameter = bounded(ParameterType.INTEGER, "" + least, "" + most);
          assertThat(parameter.takes(plain("" + value)))
              .as(least + " <= " + value + " <= " + most)
              .isEqualTo(least <= value && value <= most);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          TEXT     | "" | ""  | a text
          INTEGER  | 1  | 3   | a whole number, unquoted from 1 up to 3
          NUMBER   | "" | 0.5 | a number, unquoted up to 0.5
          TRUTH    | "" | ""  | true or false, unquoted
          DURATION | 1s | ""  | a duration, such as 500ms, 5s or 1m30s from 1s
          MEMORY   | "" | ""  | an amount of memory, such as 128MiB or 1.5GB
          CPU      | "" | 2   | cores such as 2 or 0.5, or thousandths as 500m up to 2
          PORT     | "" | ""  | 'auto' or a number from 1 to 65535
          LIST     | "" | ""  | a list of single values
          SECRET   | "" | ""  | the name of a secret: a-z, 0-9, '.', '_', '-'
          """)
  void itSaysWhatItTakes(ParameterType type, String least, String most, String expected) {
    assertThat(bounded(type, least, most).expected()).isEqualTo(expected);
  }

  @Test
  void aChoiceTakesItsWordsAndNoOther() {
    Parameter size = choice("small", "large");
    assertThat(size.takes(plain("small"))).isTrue();
    assertThat(size.takes(new Node.Scalar(0, "large", false))).isTrue();
    assertThat(size.takes(plain("Small"))).isFalse();
    assertThat(size.takes(new Node.Sequence(0, List.of(), 1))).isFalse();
    assertThat(size.expected()).isEqualTo("one of small, large");
  }

  @ParameterizedTest
  @EnumSource(ParameterType.class)
  void nothingAndMappingsAreNoValuesOfAnyType(ParameterType type) {
    assertThat(type.takes(plain("~"))).isFalse();
    assertThat(type.takes(plain(""))).isFalse();
    assertThat(type.takes(new Node.Mapping(0, List.of(), 1))).isFalse();
    assertThat(type.takes(new Node.Scalar(0, "a\0b", false))).isFalse();
    Node inList = new Node.Sequence(0, List.of(plain("~")), 2);
    assertThat(type.takes(inList)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ParameterType.class)
  void quotesMakeATextOfWhatIsWrittenPlain(ParameterType type) {
    String value =
        switch (type) {
          case INTEGER, NUMBER -> "5";
          case PORT -> "80";
          case TRUTH -> "true";
          case DURATION -> "5s";
          case MEMORY -> "5MiB";
          case CPU, TEXT, CHOICE, SECRET, LIST -> "5";
        };
    boolean inQuotes = type.takes(new Node.Scalar(0, value, false));
    boolean isNumber =
        switch (type) {
          case INTEGER, NUMBER, PORT, TRUTH -> true;
          case DURATION, MEMORY, CPU, TEXT, CHOICE, SECRET, LIST -> false;
        };
    assertThat(inQuotes).isEqualTo(!isNumber && type != ParameterType.LIST);
    assertThat(type.takes(plain(value))).isEqualTo(type != ParameterType.LIST);
  }

  @ParameterizedTest
  @EnumSource(ParameterType.class)
  void anExampleIsAlwaysOneThatItTakes(ParameterType type) {
    Parameter bare = type == ParameterType.CHOICE ? choice("a", "b") : bounded(type, "", "");
    assertThat(bare.takes(bare.example(7))).isTrue();
    assertThat(bare.example(7).at()).isEqualTo(7);
    if (type.isMeasured()) {
      String small =
          type == ParameterType.MEMORY ? "1B" : type == ParameterType.DURATION ? "1ms" : "0";
      String large =
          type == ParameterType.MEMORY ? "9GiB" : type == ParameterType.DURATION ? "9h" : "9";
      for (Parameter each : List.of(bounded(type, large, ""), bounded(type, "", small))) {
        assertThat(each.takes(each.example(0))).as(each.expected()).isTrue();
      }
    }
  }

  @Test
  void theDefaultIsTheBestExample() {
    Node usual = plain("6");
    Parameter parameter =
        new Parameter(
            "p",
            ParameterType.INTEGER,
            Optional.of(usual),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "");
    assertThat(parameter.example(9)).isSameAs(usual);
  }

  @Test
  void theLanguageDeclaresTheTypesThatThereAre() {
    assertThat(Form.PARAMETER.key("type").shape())
        .isEqualTo(new Shape.Choice(ParameterType.tags()));
    for (ParameterType type : ParameterType.values()) {
      assertThat(ParameterType.of(type.tag())).hasValue(type);
    }
    assertThat(ParameterType.of("TEXT")).isEmpty();
  }

  @Test
  void onlyWhatIsMeasuredATruthOrAPortIsWrittenPlain() {
    assertThat(List.of(ParameterType.values()).stream().filter(ParameterType::isPlain))
        .containsExactly(
            ParameterType.INTEGER,
            ParameterType.NUMBER,
            ParameterType.TRUTH,
            ParameterType.DURATION,
            ParameterType.MEMORY,
            ParameterType.CPU,
            ParameterType.PORT);
  }

  @Test
  void asAKeyItHasItsBoundsAndItsDefault() {
    Key size = bounded(ParameterType.INTEGER, "2", "").key();
    assertThat(size.shape()).isEqualTo(new Shape.Whole(2, ParameterType.WHOLE_MAX));
    assertThat(size.required()).isTrue();
    assertThat(size.description()).isEqualTo("a whole number, unquoted from 2");
    assertThat(bounded(ParameterType.INTEGER, "", "-1").key().shape())
        .isEqualTo(new Shape.Whole(-ParameterType.WHOLE_MAX, -1));
    assertThat(choice("a", "b").key().shape()).isEqualTo(new Shape.Choice(List.of("a", "b")));
    Parameter said =
        new Parameter(
            "p",
            ParameterType.PORT,
            Optional.of(plain("auto")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "where it listens");
    assertThat(said.key().required()).isFalse();
    assertThat(said.key().fallback()).hasValue("auto");
    assertThat(said.key().description()).isEqualTo("where it listens");
  }

  private static Parameter choice(String... words) {
    return new Parameter(
        "size",
        ParameterType.CHOICE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(words),
        "");
  }

  private static Parameter bounded(ParameterType type, String least, String most) {
    return new Parameter("p", type, Optional.empty(), bound(least), bound(most), List.of(), "");
  }

  private static Optional<Node.Scalar> bound(String written) {
    return written.isEmpty() ? Optional.empty() : Optional.of(plain(written));
  }

  private static Node.Scalar plain(String text) {
    return new Node.Scalar(0, text, true);
  }
}
