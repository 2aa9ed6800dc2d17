package rhizome.blueprints.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * One line of indexes over several texts: first the whole file, then a sheet for each copy that was
 * made of a part of some text. So the index of a node says which copy it is of, and for whom.
 */
public final class Sheets {

  /**
   * @param number of the text, in the order in which they came
   * @param at the index in that text
   * @param asked what is to be said behind a problem there
   */
  record Origin(int number, Source source, int at, String asked) {}

  private record Sheet(int number, Source source, int shift, String asked) {}

  private final List<Source> sources = new ArrayList<>();
  private final NavigableMap<Integer, Sheet> sheets = new TreeMap<>();
  private long end;

  Sheets(Source first) {
    sources.add(first);
    end = first.length() + 1L;
  }

  /**
   * Makes room for one more copy.
   *
   * @param part the indexes of what is copied
   * @param asked who asked for the copy, as it is to be said behind a problem in it
   * @return what is to be added to the indexes of the part; nothing when there is no room left
   */
  public OptionalInt add(Source source, Extent part, String asked) {
    long base = end;
    if (base + (part.to() - part.from()) >= Integer.MAX_VALUE) {
      return OptionalInt.empty();
    }
    int number = sources.indexOf(source);
    if (number < 0) {
      number = sources.size();
      sources.add(source);
    }
    int shift = (int) base - part.from();
    sheets.put((int) base, new Sheet(number, source, shift, asked));
    end = base + (part.to() - part.from()) + 1;
    return OptionalInt.of(shift);
  }

  public Spot spot(int at) {
    Origin origin = origin(at);
    return origin.source.spot(origin.at);
  }

  Origin origin(int at) {
    Map.Entry<Integer, Sheet> floor = sheets.floorEntry(at);
    if (floor == null) {
      return new Origin(0, sources.getFirst(), at, "");
    }
    Sheet sheet = floor.getValue();
    return new Origin(sheet.number, sheet.source, at - sheet.shift, sheet.asked);
  }
}
