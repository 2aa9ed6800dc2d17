package rhizome.ledger.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many points, each so many times, added up by Pippenger's method: for each digit of the numbers
 * points go into the bucket of their digit, and the buckets are added up at the end. Takes a time
 * that depends on what is added, so nothing of it may be secret.
 */
final class Sum {

  private static final int WIDTH_MIN = 3;
  private static final int WIDTH_MAX = 10;

  private record Term(Addend point, BigInteger times) {}

  private final List<Term> terms = new ArrayList<>();

  /**
   * @param times not negative
   */
  void add(Addend point, BigInteger times) {
    terms.add(new Term(point, times));
  }

  /** Wider digits are fewer, and have more buckets. */
  private int width() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(terms.size());
    return Math.clamp(bits - 3, WIDTH_MIN, WIDTH_MAX);
  }

  Point total() {
    int width = width();
    List<short[]> digits = terms.stream().map(term -> Scalars.digits(term.times(), width)).toList();
    int longest = digits.stream().mapToInt(each -> each.length).max().orElse(0);
    Buckets buckets = new Buckets(1 << (width - 1));
    Point total = new Point();
    for (int place = longest - 1; place >= 0; place--) {
      for (int i = 0; i < width; i++) {
        total.twice();
      }
      for (int i = 0; i < terms.size(); i++) {
        short[] own = digits.get(i);
        if (place < own.length) {
          buckets.put(terms.get(i).point(), own[place]);
        }
      }
      buckets.emptyInto(total);
    }
    return total;
  }

  /** Points by how many times they count, from 1 on. */
  private static final class Buckets {

    private final Point[] points;
    private final boolean[] used;
    private final Point running = new Point();
    private final Point all = new Point();

    Buckets(int count) {
      points = new Point[count];
      Arrays.setAll(points, _ -> new Point());
      used = new boolean[count];
    }

    void put(Addend point, int digit) {
      if (digit > 0) {
        points[digit - 1].plus(point);
        used[digit - 1] = true;
      } else if (digit < 0) {
        points[-digit - 1].minus(point);
        used[-digit - 1] = true;
      }
    }

    /** The last bucket counts in as often as there are buckets, the first once. */
    void emptyInto(Point total) {
      running.clear();
      all.clear();
      boolean any = false;
      for (int i = points.length - 1; i >= 0; i--) {
        if (used[i]) {
          running.plus(points[i]);
          points[i].clear();
          used[i] = false;
          any = true;
        }
        if (any) {
          all.plus(running);
        }
      }
      if (any) {
        total.plus(all);
      }
    }
  }
}
