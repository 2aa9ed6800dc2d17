package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.house.Property;

class WordsTest {

  @Test
  void longWordsAreCutAndOddOnesMadePrintable() {
    assertThat(Words.quote("a\nb\u0000")).isEqualTo("'a\uFFFDb\uFFFD'");
    assertThat(Words.quote("y".repeat(50))).isEqualTo("'" + "y".repeat(40) + "…'");
    assertThat(Words.list(List.of())).isEqualTo("none");
    assertThat(Words.list(Collections.nCopies(13, "a"))).endsWith("a, … (13 in all)");
  }

  @ParameterizedTest
  @CsvSource({
    "0x09, 0x20",
    "0x0A, 0xFFFD",
    "0x00, 0xFFFD",
    "0x1B, 0xFFFD",
    "0x7F, 0xFFFD",
    "0x85, 0xFFFD",
    "0x200B, 0xFFFD",
    "0x202E, 0xFFFD",
    "0x2028, 0xFFFD",
    "0x2029, 0xFFFD",
    "0xFEFF, 0xFFFD",
    "0xD800, 0xFFFD",
    "0x20, 0x20",
    "0xA0, 0xA0",
    "0xE9, 0xE9",
    "0x1F600, 0x1F600"
  })
  void whatCannotBeSeenIsShownAsReplaced(String point, String shown) {
    assertThat(Words.printable(Integer.decode(point))).isEqualTo(Integer.decode(shown));
  }

  @Test
  void aQuoteCountsCharactersAndNotHalvesOfThem() {
    assertThat(Words.quote("😀".repeat(40))).isEqualTo("'" + "😀".repeat(40) + "'");
    assertThat(Words.quote("😀".repeat(41))).isEqualTo("'" + "😀".repeat(40) + "…'");
    assertThat(Words.quote("")).isEqualTo("''");
  }

  @Test
  void aListShowsTwelveInTheFormTheyAreGiven() {
    assertThat(Words.list(List.of("a", "b"))).isEqualTo("a, b");
    assertThat(Words.list(List.of("a", "b"), word -> "'" + word + "'")).isEqualTo("'a', 'b'");
    assertThat(Words.list(Collections.nCopies(12, "a"))).doesNotContain("…").hasSize(34);
    assertThat(Words.list(Collections.nCopies(13, "a"), word -> "b"))
        .isEqualTo("b, ".repeat(12) + "… (13 in all)");
  }

  @Test
  void whatIsShownIsAsLongAsItWas() {
    Property.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(30); i > 0; i--) {
            text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
          }
          String shown = Words.shown(text.toString());
          assertThat(shown.codePoints().count()).isEqualTo(text.codePoints().count());
          assertThat(Words.shown(shown)).isEqualTo(shown);
          assertThat(shown.chars()).noneMatch(Character::isISOControl);
        });
  }
}
