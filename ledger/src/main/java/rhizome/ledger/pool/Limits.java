package rhizome.ledger.pool;

/**
 * How much may wait: bytes and entries in all; bytes and signatures of one entry with all that has
 * to come before it; and how many entries one may replace.
 */
public record Limits(
    long bytesMax,
    int entriesMax,
    long packageBytesMax,
    int packageSignaturesMax,
    int replacedMax) {

  /** Some 20 full blocks; a chain of 1,500 to 2,000 usual transfers (ADR 0035). */
  public static final Limits USUAL = new Limits(40_000_000, 100_000, 500_000, 2_500, 25);

  public Limits {
    if (bytesMax < 1
        || entriesMax < 1
        || packageBytesMax < 1
        || packageSignaturesMax < 1
        || replacedMax < 0) {
      throw new IllegalArgumentException("a pool that nothing fits in");
    }
    if (packageBytesMax > bytesMax || packageSignaturesMax > entriesMax) {
      throw new IllegalArgumentException(
          "a package that is more than the pool: " + packageBytesMax);
    }
  }
}
