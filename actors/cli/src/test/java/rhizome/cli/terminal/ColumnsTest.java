package rhizome.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.house.Property;

class ColumnsTest {

  private static final List<Tint> TINTS = List.of(Tint.PLAIN, Tint.STRONG, Tint.GOOD, Tint.BAD);

  @Test
  void cellsStandUnderEachOtherAndNumbersToTheRight() {
    assertThat(
            Columns.headed("NAME", ">PID", "WHERE")
                .row(Cell.of("web"), Cell.of(7), Cell.of("n1"))
                .row(Cell.of("database"), Cell.of(12345), Cell.of("n2"))
                .lines(false))
        .containsExactly(
            "NAME        PID  WHERE", //
            "web           7  n1",
            "database  12345  n2");
  }

  @Test
  void coloursTakeNoRoom() {
    Columns columns =
        Columns.plain(2)
            .row(Cell.status("ready"), Cell.of("x"))
            .row(Cell.status("starting"), Cell.of("y"));
    assertThat(columns.lines(true))
        .containsExactly(
            "\u001b[32mready\u001b[0m     x", //
            "\u001b[33mstarting\u001b[0m  y");
  }

  @Test
  void noLineEndsInBlanks() {
    assertThat(
            Columns.plain(3)
                .row(Cell.of("a"), Cell.of("long text"), Cell.of("end"))
                .row(Cell.of("b"), Cell.of(""), Cell.of(""))
                .lines(false))
        .containsExactly("a  long text  end", "b");
  }

  @Test
  void aRowOfNothingIsAnEmptyLine() {
    assertThat(Columns.headed(">A", "B").row(Cell.of(""), Cell.of("")).lines(true).getLast())
        .isEmpty();
  }

  @Test
  void aRowWithTooFewCellsIsAMistake() {
    assertThatThrownBy(() -> Columns.headed("A", "B").row(Cell.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 2 columns");
  }

  @ParameterizedTest
  @CsvSource({
    "ab, 2",
    "\uD83C\uDF31, 2",
    "日本, 4",
    "한글, 4",
    "ｆｕｌｌ, 8",
    "ｶﾀｶﾅ, 4",
    "e\u0301, 1",
    "a\u200Bb, 2",
    "→✓ß, 3"
  })
  void aCellIsAsWideAsATerminalDrawsIt(String text, int width) {
    assertThat(Glyphs.width(text)).isEqualTo(width);
    assertThat(
            Columns.plain(2)
                .row(Cell.of(text), Cell.of("x"))
                .row(Cell.of("12345678"), Cell.of("y"))
                .lines(false))
        .containsExactly(text + " ".repeat(8 - width) + "  x", "12345678  y");
  }

  @Test
  void whatWouldMoveTheCursorIsShownAsASignAndCannotPaint() {
    List<String> lines =
        Columns.plain(2)
            .row(new Cell("a\u001b[2Jb", Tint.BAD), Cell.of("line\nbreak\r\u0007\u009b"))
            .lines(true);
    assertThat(lines)
        .containsExactly("\u001b[31ma\u241b[2Jb\u001b[0m  line\u240abreak\u240d\u2407\ufffd");
  }

  @Test
  void everyColumnBeginsAtOnePlaceInAllLinesWhateverStandsInThem() {
    Property.forAll(
        random -> {
          int columns = 2 + random.nextInt(4);
          String[] headers = new String[columns];
          for (int i = 0; i < columns; i++) {
            headers[i] = (random.nextBoolean() ? ">" : "") + "H" + i;
          }
          Columns table = Columns.headed(headers);
          List<Cell[]> rows = new ArrayList<>();
          for (int row = random.nextInt(6); row >= 0; row--) {
            Cell[] cells = new Cell[columns];
            for (int i = 0; i < columns; i++) {
              cells[i] = new Cell(word(random), TINTS.get(random.nextInt(TINTS.size())));
            }
            rows.add(cells);
            table.row(cells);
          }
          areAligned(headers, rows, table.lines(false));
          assertThat(table.lines(true).stream().map(ColumnsTest::unpainted))
              .as("colours take no room")
              .isEqualTo(table.lines(false));
        });
  }

  /** A cell to the left begins, and one to the right ends, where its column does. */
  private static void areAligned(String[] headers, List<Cell[]> rows, List<String> lines) {
    assertThat(lines).hasSize(rows.size() + 1).noneMatch(line -> line.endsWith(" "));
    int begin = 0;
    for (int column = 0; column < headers.length; column++) {
      int at = column;
      boolean right = headers[at].startsWith(">");
      int wide = headers[at].length() - (right ? 1 : 0);
      for (Cell[] row : rows) {
        wide = Math.max(wide, row[at].width());
      }
      for (int row = 0; row < rows.size(); row++) {
        Cell cell = rows.get(row)[at];
        if (!cell.text().isEmpty()) {
          int from = right ? begin + wide - cell.width() : begin;
          assertThat(after(lines.get(row + 1), from)).startsWith(Glyphs.visible(cell.text()));
        }
      }
      begin += wide + 2;
    }
  }

  /** What stands from a column of the terminal on. */
  private static String after(String line, int column) {
    int at = 0;
    while (Glyphs.width(line.substring(0, at)) < column) {
      at = line.offsetByCodePoints(at, 1);
    }
    return line.substring(at);
  }

  private static String unpainted(String line) {
    return line.replaceAll("\u001b\\[\\d+m", "");
  }

  private static String word(RandomGenerator random) {
    String[] letters = {
      "a", "Z", "7", "-", "日", "한", "\uD83C\uDF31", "ü", "→", "ｆ", "\t", "\u001b"
    };
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      word.append(letters[random.nextInt(letters.length)]);
    }
    return word.toString();
  }
}
