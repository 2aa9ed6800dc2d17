package rhizome.kernel;

/**
 * Chance as a value: the same seed and index give the same draw in every process, and drawing
 * changes nothing. Independent streams come from {@link #fork}. Mixing function: SplitMix64
 * (Steele, Lea, Flood 2014).
 */
public record Seed(long value) {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** A stream of its own for the part called {@code name}; does not depend on other forks. */
  public Seed fork(String name) {
    long hash = value;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GOLDEN_GAMMA + name.charAt(i));
    }
    return new Seed(hash);
  }

  /** The draw number {@code index} of this stream, in {@code [0, 1)}. */
  public double unit(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /** The draw number {@code index} of this stream, in {@code [0, bound)}. */
  public int below(int bound, long index) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    return (int) (unit(index) * bound);
  }

  public long bits(long index) {
    return mix(value + GOLDEN_GAMMA * (index + 1));
  }

  private static long mix(long z) {
    long first = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
    return second ^ (second >>> 31);
  }
}
