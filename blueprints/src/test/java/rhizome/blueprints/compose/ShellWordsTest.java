package rhizome.blueprints.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhizome.house.Property;

/** As POSIX.1-2017, Shell Command Language 2.2, quotes words. */
class ShellWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a b c            | a,b,c
          `  a \t b  `     | a,b
          'a b' c          | a b,c
          "a b"c           | a bc
          a'b'"c"          | abc
          a\\ b            | a b
          \\'a             | 'a
          '\\a'            | \\a
          "\\a"            | \\a
          '"'              | "
          "'"              | '
          ""               | ``
          a '' b           | a,,b
          a\\              | a\\
          -x=; # &         | -x=;,#,&
          """)
  void aLineIsSplitAsAShellSplitsIt(String line, String words) {
    assertThat(ShellWords.split(line).orElseThrow()).containsExactly(words.split(",", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " \t\r\n "})
  void aLineOfNothingHasNoWord(String line) {
    assertThat(ShellWords.split(line)).hasValue(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\"", "a 'b", "a \"b", "'a\\'b'", "\"a\\\"", "a'b\"c"})
  void aQuoteThatIsNotClosedLeavesNoWords(String line) {
    assertThat(ShellWords.split(line)).isEmpty();
  }

  @Test
  void betweenDoubleQuotesFourCharactersCanBeEscapedAndNoOther() {
    assertThat(ShellWords.split("\"\\\"\\\\\\$\\`\\a\\'\"")).hasValue(List.of("\"\\$`\\a\\'"));
  }

  @Test
  void everyKindOfBlankParts() {
    assertThat(ShellWords.split("a b\tc\nd\re")).hasValue(List.of("a", "b", "c", "d", "e"));
    assertThat(ShellWords.split("a\u00A0b")).hasValue(List.of("a\u00A0b"));
  }

  @Test
  void wordsThatAreQuotedOneWayOrAnotherComeBack() {
    Property.forAll(
        500,
        random -> {
          List<String> words = new ArrayList<>();
          List<String> quoted = new ArrayList<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(6); j > 0; j--) {
              text.append("ab '\"\\$`\n\t".charAt(random.nextInt(10)));
            }
            String word = text.toString();
            words.add(word);
            quoted.add(
                switch (random.nextInt(3)) {
                  case 0 -> "'" + word.replace("'", "'\\''") + "'";
                  case 1 -> "\"" + word.replaceAll("[\"\\\\$`]", "\\\\$0") + "\"";
                  default -> word.isEmpty() ? "''" : word.replaceAll("(?s).", "\\\\$0");
                });
          }
          String line = String.join(random.nextBoolean() ? " " : "\t \n", quoted);
          assertThat(ShellWords.split(line)).as(line).hasValue(words);
        });
  }
}
