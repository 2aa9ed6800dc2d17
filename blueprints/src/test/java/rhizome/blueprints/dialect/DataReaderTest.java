package rhizome.blueprints.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.blueprints.tree.Node;

class DataReaderTest {

  @Test
  void everyPieceKeepsItsPlace() {
    assertThat(read(Document.of("{a: [1, b, ~], 'c d': {e: yes}}")))
        .isEqualTo(
            new Data.Fields(
                0,
                List.of(
                    new Data.Field(
                        1,
                        "a",
                        new Data.Many(
                            4,
                            List.of(
                                new Data.Plain(5, "1"),
                                new Data.Text(8, "b"),
                                new Data.Nothing(11)))),
                    new Data.Field(
                        15,
                        "c d",
                        new Data.Fields(
                            22, List.of(new Data.Field(23, "e", new Data.Plain(26, "true"))))))));
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "Off, false",
    "True, true",
    "0777, 511",
    "1_000, 1000",
    "22:22, 1342",
    ".5, 0.5"
  })
  void whatYaml11ReadOtherwiseIsToldWithWhatIsWritten(String text, String value) {
    Document document = Document.of("[" + text + "]");
    assertThat(read(document)).isEqualTo(new Data.Many(0, List.of(new Data.Plain(1, value))));
    assertThat(document.told())
        .containsExactly(
            "old-scalar 1:2 the seed read '%s' as %s; it is written so; %s, or the text in quotes"
                .formatted(text, value, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "12", "-1.5", "'yes'", "\"0777\"", "text", "y", "a < b"})
  void whatBothReadAlikeIsReadWithoutAWord(String text) {
    Document document = Document.of("[" + text + "]");
    assertThat(read(document)).isInstanceOf(Data.Many.class);
    assertThat(document.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<NAME>",
        "a <NAME> b",
        "<A B>",
        "'{{ x }}'",
        "'{random}'",
        "'{randint=1,6}'",
        "'a{x_1}b'"
      })
  void whatIsToBeFilledInIsKeptAndTold(String text) {
    Document document = Document.of("[" + text + "]");
    String shown = text.replace("'", "");
    assertThat(read(document)).isEqualTo(new Data.Many(0, List.of(new Data.Text(1, shown))));
    assertThat(document.told())
        .containsExactly(
            "placeholder 1:2 '"
                + shown
                + "' looks like something to be filled in; it is kept as it is;"
                + " the value that shall stand there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'< b>'", "'<>'", "a > b < c", "'{}'", "'{1}'", "'{a'", "'{ a }'"})
  void whatOnlyLooksALittleLikeThatIsAText(String text) {
    Document document = Document.of("[" + text + "]");
    assertThat(read(document)).isInstanceOf(Data.Many.class);
    assertThat(document.told()).isEmpty();
  }

  @Test
  void aPlaceholderWithoutQuotesIsATextAgain() {
    Document document = Document.of("{a: {random}, b: {randint=1}}");
    assertThat(read(document))
        .isEqualTo(
            new Data.Fields(
                0,
                List.of(
                    new Data.Field(1, "a", new Data.Text(4, "{random}")),
                    new Data.Field(14, "b", new Data.Text(17, "{randint=1}")))));
    assertThat(document.told())
        .first()
        .isEqualTo(
            "placeholder 1:5 '{random}' without quotes was a mapping for the seed; it is taken for"
                + " a text; the value that shall stand there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'random': }", "{random: 1}", "{a: , b: }", "{}", "{1: }", "{a: ''}"})
  void aMappingOfAnyOtherKindStaysOne(String text) {
    Document document = Document.of("[" + text + "]");
    assertThat(((Data.Many) read(document)).items())
        .singleElement()
        .isInstanceOf(Data.Fields.class);
    assertThat(document.told()).isEmpty();
  }

  @Test
  void theOnlyFieldOfAServiceIsNoPlaceholder() {
    Document document = Document.of("{random: }");
    DataReader reader = new DataReader(document.notes());
    assertThat(reader.fields((Node.Mapping) document.root()))
        .isEqualTo(new Data.Fields(0, List.of(new Data.Field(1, "random", new Data.Nothing(8)))));
    assertThat(reader.read(document.root())).isEqualTo(new Data.Text(0, "{random}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatId'", "'a,b'", "a!", "a=b", "\"a\\\"b\"", "\"\""})
  void aKeyWithAStrayCharacterIsKeptAndTold(String key) {
    Document document = Document.of("{b: 1, " + key + ": 1}");
    assertThat(((Data.Fields) read(document)).fields()).hasSize(2);
    assertThat(document.told())
        .singleElement()
        .asString()
        .startsWith("odd-key 1:8 the key '")
        .endsWith("' is unlikely to be meant so; the key its template knows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"os.image", "größe", "a_b-c", "a/b", "a@b", "a b", "1", "http://x"})
  void aKeyOfOrdinaryCharactersIsNotToldOf(String key) {
    Document document = Document.of("{b: 1, '" + key + "': 1}");
    assertThat(((Data.Fields) read(document)).fields().getLast().key()).isEqualTo(key);
    assertThat(document.told()).isEmpty();
  }

  @Test
  void aKeyHasAtMostTwoHundredCharacters() {
    Document most = Document.of("{" + "k".repeat(200) + ": 1}");
    assertThat(read(most)).isInstanceOf(Data.Fields.class);
    assertThat(most.refused()).isEmpty();
    Document more = Document.of("{" + "k".repeat(201) + ": 1}");
    assertThat(read(more)).isInstanceOf(Data.Fields.class);
    assertThat(more.refused())
        .containsExactly("1:2 the key has 201 characters; at most 200 characters");
  }

  @Test
  void dataIsAtMostTwentyFourLevelsDeep() {
    Document most = Document.of("[".repeat(24) + "x" + "]".repeat(24));
    assertThat(read(most)).isInstanceOf(Data.Many.class);
    assertThat(most.refused()).isEmpty();
    Document more = Document.of("[".repeat(25) + "x" + "]".repeat(25));
    assertThat(read(more)).isInstanceOf(Data.Many.class);
    assertThat(more.refused())
        .containsExactly("1:26 the data is nested too deep; at most 24 levels");
  }

  private static Data read(Document document) {
    return new DataReader(document.notes()).read(document.root());
  }
}
