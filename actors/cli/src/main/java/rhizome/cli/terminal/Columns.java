package rhizome.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells in aligned columns, two spaces between them, no lines drawn. */
public final class Columns {

  private static final String GAP = "  ";

  /** One cell; colours take no room. */
  public record Cell(String text, Tint tint) {
    public static Cell of(Object value) {
      return new Cell(String.valueOf(value), Tint.PLAIN);
    }

    /** What the cell beside it is about. */
    public static Cell label(String name) {
      return new Cell(name, Tint.FAINT);
    }

    /** A status in the colour it deserves. */
    public static Cell status(String status) {
      return new Cell(status, Tint.ofStatus(status));
    }

    int width() {
      return Glyphs.width(text);
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();
  private final boolean[] right;

  private Columns(String... headers) {
    this.right = new boolean[headers.length];
  }

  /** Columns with a faint line of headers; one that begins with {@code >} aligns to the right. */
  public static Columns headed(String... headers) {
    Columns columns = new Columns(headers);
    List<Cell> line = new ArrayList<>();
    for (int i = 0; i < headers.length; i++) {
      columns.right[i] = headers[i].startsWith(">");
      line.add(new Cell(columns.right[i] ? headers[i].substring(1) : headers[i], Tint.FAINT));
    }
    columns.rows.add(line);
    return columns;
  }

  /** Without headers: an amount, which aligns to the right, whom it concerns, and what it is. */
  public static Columns timed() {
    Columns columns = plain(3);
    columns.right[0] = true;
    return columns;
  }

  /** As many columns, without headers. */
  public static Columns plain(int count) {
    String[] headers = new String[count];
    Arrays.fill(headers, "");
    return new Columns(headers);
  }

  /**
   * @throws IllegalArgumentException if there are not as many cells as columns
   */
  public Columns row(Cell... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.length, right.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines, without blanks at their ends. */
  public List<String> lines(boolean colours) {
    int[] widths = new int[right.length];
    for (List<Cell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).width());
      }
    }
    return rows.stream().map(row -> line(row, widths, colours)).toList();
  }

  private String line(List<Cell> row, int[] widths, boolean colours) {
    StringBuilder line = new StringBuilder();
    int last = row.size() - 1;
    while (last >= 0 && row.get(last).text().isEmpty()) {
      last--;
    }
    for (int i = 0; i <= last; i++) {
      Cell cell = row.get(i);
      String room = " ".repeat(widths[i] - cell.width());
      String painted = cell.tint().paint(cell.text(), colours);
      line.append(i == 0 ? "" : GAP).append(right[i] ? room + painted : painted);
      line.append(right[i] || i == last ? "" : room);
    }
    return line.toString();
  }
}
