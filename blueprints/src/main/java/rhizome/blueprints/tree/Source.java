package rhizome.blueprints.tree;

import java.util.Arrays;

/** The text of one file, and where in it an index of a code point stands. */
public final class Source {

  private static final int EXCERPT_MAX = 100;
  private static final int EXCERPT_BEFORE = 60;
  private static final int LINES_GUESSED = 256;
  private static final int[] NONE = {};

  /** A line and a column in it, both counted from 1; columns count code points. */
  public record Place(int line, int column) {}

  /** A part of a line fit for any terminal, and the column in it that is meant, from 0. */
  record Excerpt(String text, int caret) {}

  private final String file;
  private final String text;

  /** None if each is one char of the text, as mostly: then nothing is copied. */
  private final int[] points;

  private final int length;
  private final int[] lineStarts;

  public Source(String file, String text) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.length = this.text.codePointCount(0, this.text.length());
    this.points = length == this.text.length() ? NONE : this.text.codePoints().toArray();
    this.lineStarts = lineStarts();
  }

  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  public int length() {
    return length;
  }

  public int pointAt(int index) {
    return index < length ? point(index) : '\n';
  }

  private int point(int index) {
    return points.length == 0 ? text.charAt(index) : points[index];
  }

  /** The place of a code point; indexes past the end stand at the end. */
  public Place place(int index) {
    int inside = Math.clamp(index, 0, length);
    int line = lineOf(inside);
    return new Place(line + 1, inside - lineStarts[line] + 1);
  }

  public Excerpt excerpt(int index) {
    int inside = Math.clamp(index, 0, length);
    int start = lineStarts[lineOf(inside)];
    int near = Math.max(start, inside - EXCERPT_BEFORE);
    int end = lineEnd(Math.max(start, inside - 1), near + EXCERPT_MAX + 1);
    int from = end - start <= EXCERPT_MAX ? start : near;
    int to = Math.min(end, from + EXCERPT_MAX);
    StringBuilder shown = new StringBuilder(from > start ? "…" : "");
    int caret = Math.min(inside, to) - from + shown.length();
    for (int i = from; i < to; i++) {
      shown.appendCodePoint(Words.printable(point(i)));
    }
    return new Excerpt(shown.append(to < end ? "…" : "").toString(), caret);
  }

  public Spot spot(int index) {
    Place place = place(index);
    Excerpt excerpt = excerpt(index);
    return new Spot(file, place.line(), place.column(), excerpt.text(), excerpt.caret());
  }

  /** The end of the line that {@code index} is in, or {@code most} when that comes first. */
  private int lineEnd(int index, int most) {
    int end = index;
    while (end < Math.min(length, most) && point(end) != '\n' && point(end) != '\r') {
      end++;
    }
    return end;
  }

  private int lineOf(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found : -found - 2;
  }

  private int[] lineStarts() {
    int[] starts = new int[LINES_GUESSED];
    int lines = 1;
    for (int i = 0; i < length; i++) {
      int point = point(i);
      boolean inCrLf = point == '\r' && i + 1 < length && point(i + 1) == '\n';
      if ((point == '\n' || point == '\r') && !inCrLf) {
        starts = lines < starts.length ? starts : Arrays.copyOf(starts, 2 * lines);
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }
}
