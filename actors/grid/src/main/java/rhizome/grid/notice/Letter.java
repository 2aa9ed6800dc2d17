package rhizome.grid.notice;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What receivers are told at once. The same letter is delivered to each of them, under the same
 * number however often it is tried.
 *
 * @param number counted from 1
 * @param test somebody wanted to see whether it arrives
 * @param lines the worst first
 * @param more by topic, how many notices began that have no line
 * @param ended how many ended that have no line
 */
public record Letter(
    long number,
    Instant at,
    boolean test,
    List<Line> lines,
    SortedMap<Topic, Long> more,
    long ended) {

  public Letter {
    lines = List.copyOf(lines);
    more = Collections.unmodifiableSortedMap(new TreeMap<>(more));
  }

  /** Of the worst in it. */
  public Severity severity() {
    Severity worst = Severity.WARNING;
    for (Line line : lines) {
      worst = worse(worst, line.notice().severity());
    }
    for (Topic topic : more.keySet()) {
      worst = worse(worst, topic.severity());
    }
    return worst;
  }

  private static Severity worse(Severity one, Severity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** How many notices began, with a line or without. */
  public long begun() {
    return lines.stream().filter(line -> line.end().isEmpty()).count()
        + more.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many ended, with a line or without. */
  public long over() {
    return lines.stream().filter(line -> line.end().isPresent()).count() + ended;
  }

  /** It in a few words, on one line. */
  public String headline() {
    if (test) {
      return "this is a test";
    }
    if (lines.size() == 1 && begun() + over() == 1) {
      Line only = lines.getFirst();
      String text = only.end().map(Line.End::text).orElse(only.notice().text());
      return only.notice().key().subject() + " " + text;
    }
    if (begun() == 0) {
      return over() + " over";
    }
    return begun() + " new" + (over() == 0 ? "" : ", " + over() + " over");
  }
}
