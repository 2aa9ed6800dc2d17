package rhizome.blueprints.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The problems of one file so far, in the order of the file, then those of the templates that it
 * uses. The same problem at the same place, met again through an alias or in another copy of a
 * template, counts once.
 */
public final class Problems {

  public static final int KEPT_MAX = 500;

  private record Spot(int text, int at, String message) implements Comparable<Spot> {
    private static final Comparator<Spot> ORDER =
        Comparator.comparingInt(Spot::text).thenComparingInt(Spot::at).thenComparing(Spot::message);

    @Override
    public int compareTo(Spot other) {
      return ORDER.compare(this, other);
    }
  }

  private final Source source;
  private final Sheets sheets;
  private final Map<Spot, Problem> found = new TreeMap<>();
  private final List<Problem> elsewhere = new ArrayList<>();
  private boolean cut;

  public Problems(Source source) {
    this.source = source;
    this.sheets = new Sheets(source);
  }

  public Source source() {
    return source;
  }

  /** The texts that the indexes of problems stand in. */
  public Sheets sheets() {
    return sheets;
  }

  public boolean isEmpty() {
    return found.isEmpty() && elsewhere.isEmpty();
  }

  /** Those of another file; told behind the own ones. */
  public void addAll(List<Problem> others) {
    elsewhere.addAll(others);
  }

  public void add(int at, String message, String expected) {
    add(at, message, Optional.of(expected), Optional.empty());
  }

  public void add(int at, String message, Optional<String> expected, Optional<String> nearest) {
    add(at, message, expected, () -> nearest);
  }

  /**
   * @param nearest asked only for a problem that is kept: it may have to look at every word there
   *     is
   */
  public void add(
      int at, String message, Optional<String> expected, Supplier<Optional<String>> nearest) {
    Sheets.Origin origin = sheets.origin(at);
    Spot spot = new Spot(origin.number(), origin.at(), message);
    if (found.containsKey(spot)) {
      return;
    }
    if (found.size() >= KEPT_MAX) {
      cut = true;
      return;
    }
    Source.Place place = origin.source().place(origin.at());
    Source.Excerpt excerpt = origin.source().excerpt(origin.at());
    found.put(
        spot,
        new Problem(
            origin.source().file(),
            place.line(),
            place.column(),
            Words.shown(message + origin.asked()),
            expected.map(Words::shown),
            nearest.get().map(Words::shown),
            excerpt.text(),
            excerpt.caret()));
  }

  public List<Problem> all() {
    List<Problem> all = new ArrayList<>(found.values());
    all.addAll(elsewhere);
    if (cut) {
      Source.Place end = source.place(source.length());
      Source.Excerpt excerpt = source.excerpt(source.length());
      String message = "there are more than " + KEPT_MAX + " problems; the others are not shown";
      all.add(
          new Problem(
              source.file(),
              end.line(),
              end.column(),
              message,
              Optional.empty(),
              Optional.empty(),
              excerpt.text(),
              excerpt.caret()));
    }
    return List.copyOf(all);
  }
}
