package rhizome.blueprints.model;

/**
 * How many answers of a kind change a mind: {@code count} of the last {@code of}. Where both are
 * the same number it means so many in a row.
 *
 * <p>Counted are only answers since the last change of mind. While there are fewer of them than
 * {@code of}, those that are there count: {@code 2/5} is reached by the second.
 */
public record Threshold(int count, int of) {

  /** Answers one by one are remembered no further back than this. */
  public static final int OF_MAX = 64;

  /** How many in a row may be asked for, for which nothing but their number is remembered. */
  public static final int ROW_MAX = 1_000_000;

  public Threshold {
    if (count < 1 || count > of) {
      throw new IllegalArgumentException(
          "%d of the last %d can never be; count from 1, and to no more".formatted(count, of));
    }
    if (of > (count == of ? ROW_MAX : OF_MAX)) {
      throw new IllegalArgumentException(
          "no more than the last %d answers are remembered, not %d".formatted(OF_MAX, of));
    }
  }

  /** So many one after the other. */
  public static Threshold row(int count) {
    return new Threshold(count, count);
  }

  /** Whether nothing may come between the answers that count. */
  public boolean inARow() {
    return count == of;
  }

  /** As it stands in a blueprint: {@code 3} or {@code 3/5}. */
  @Override
  public String toString() {
    return inARow() ? Integer.toString(count) : count + "/" + of;
  }
}
