package rhizome.blueprints.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class SourceTest {

  @Test
  void linesAndColumnsCountFromOne() {
    Source source = new Source("f", "ab\ncd\n");
    assertThat(source.place(0)).isEqualTo(new Source.Place(1, 1));
    assertThat(source.place(2)).isEqualTo(new Source.Place(1, 3));
    assertThat(source.place(3)).isEqualTo(new Source.Place(2, 1));
    assertThat(source.place(6)).isEqualTo(new Source.Place(3, 1));
  }

  @Test
  void everyKindOfLineEndEndsOneLine() {
    Source source = new Source("f", "a\r\nb\rc\nd");
    assertThat(source.place(3)).isEqualTo(new Source.Place(2, 1));
    assertThat(source.place(5)).isEqualTo(new Source.Place(3, 1));
    assertThat(source.place(7)).isEqualTo(new Source.Place(4, 1));
  }

  /** Whether or not each character of the text is one char of Java's. */
  @Test
  void linesAreTheSameHoweverTheTextIsHeld() {
    Property.forAll(
        200,
        random -> {
          String[] pieces = {"a", "\r", "\n", "\r\n", "b"};
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(600); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
          }
          Source plain = new Source("f", text.toString());
          Source wide = new Source("f", text + "😀");
          for (int at = 0; at < plain.length(); at++) {
            assertThat(wide.place(at)).isEqualTo(plain.place(at));
            assertThat(wide.pointAt(at)).isEqualTo(plain.pointAt(at));
          }
          assertThat(new Source("f", "a\r").place(2)).isEqualTo(new Source.Place(2, 1));
        });
  }

  @Test
  void whatLiesOutsideStandsAtTheNearestEnd() {
    Source source = new Source("f", "ab");
    assertThat(source.place(-5)).isEqualTo(new Source.Place(1, 1));
    assertThat(source.place(500)).isEqualTo(new Source.Place(1, 3));
    assertThat(source.excerpt(500)).isEqualTo(new Source.Excerpt("ab", 2));
    assertThat(new Source("f", "").excerpt(0)).isEqualTo(new Source.Excerpt("", 0));
  }

  @Test
  void columnsCountCharactersAndNotHalvesOfThem() {
    assertThat(new Source("f", "😀x").place(1)).isEqualTo(new Source.Place(1, 2));
    assertThat(new Source("f", "😀x").length()).isEqualTo(2);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    Source source = new Source("f", "\uFEFFab");
    assertThat(source.length()).isEqualTo(2);
    assertThat(source.text()).isEqualTo("ab");
  }

  @Test
  void anExcerptShowsThePlaceWhateverTheLine() {
    Property.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(400); i > 0; i--) {
            text.appendCodePoint(random.nextInt(40) == 0 ? '\n' : 'a' + random.nextInt(26));
          }
          Source source = new Source("f", text.toString());
          int at = random.nextInt(source.length() + 1);
          Source.Excerpt excerpt = source.excerpt(at);
          assertThat(excerpt.text().length()).isLessThanOrEqualTo(102);
          if (source.pointAt(at) != '\n') {
            assertThat(excerpt.text().codePointAt(excerpt.caret())).isEqualTo(source.pointAt(at));
          }
        });
  }

  /** The whole line decides what is cut off, though only the part around the place is read. */
  @Test
  void anExcerptIsWhatTheWholeLineWouldGive() {
    Property.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(400); i > 0; i--) {
            text.append(random.nextInt(60) == 0 ? "\r\n" : "" + (char) ('a' + random.nextInt(26)));
          }
          Source source = new Source("f", text.toString());
          int at = random.nextInt(source.length() + 1);
          String line = text.toString().split("\r\n", -1)[source.place(at).line() - 1];
          int column = source.place(at).column() - 1;
          int from = line.length() <= 100 ? 0 : Math.max(0, column - 60);
          int to = Math.min(line.length(), from + 100);
          String shown =
              (from > 0 ? "…" : "")
                  + line.substring(Math.min(from, to), to)
                  + (to < line.length() ? "…" : "");
          assertThat(source.excerpt(at).text()).isEqualTo(shown);
        });
  }
}
