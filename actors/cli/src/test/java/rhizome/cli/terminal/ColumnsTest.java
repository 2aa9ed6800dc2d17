package rhizome.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import rhizome.cli.terminal.Columns.Cell;

class ColumnsTest {

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
  void aRowWithTooFewCellsIsAMistake() {
    assertThatThrownBy(() -> Columns.headed("A", "B").row(Cell.of("x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells for 2 columns");
  }

  @Test
  void charactersOutsideTheBasicPlaneCountOnce() {
    assertThat(
            Columns.plain(2)
                .row(Cell.of("\uD83C\uDF31"), Cell.of("x"))
                .row(Cell.of("ab"), Cell.of("y"))
                .lines(false))
        .containsExactly("\uD83C\uDF31   x", "ab  y");
  }
}
