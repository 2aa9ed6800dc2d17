package rhizome.house;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random tests with one seed each. A failure names the seed and the flag that runs only this case
 * again: {@code -Dproperty.seed=N}.
 */
public final class Property {

  private static final int CASES = Integer.getInteger("property.cases", 200);
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** One case of a law; it fails by throwing. */
  @FunctionalInterface
  public interface Law {
    void check(RandomGenerator random) throws Exception;
  }

  private Property() {}

  public static void forAll(Law law) {
    forAll(CASES, law);
  }

  /** Checks the law over {@code cases} seeds, or over the one in {@code -Dproperty.seed}. */
  public static void forAll(int cases, Law law) {
    Long only = Long.getLong("property.seed");
    if (only != null) {
      check(only, law);
      return;
    }
    long first = System.nanoTime();
    for (int i = 0; i < cases; i++) {
      check(first + i, law);
    }
  }

  private static void check(long seed, Law law) {
    try {
      law.check(GENERATORS.create(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "broken by seed %d; run this case alone with -Dproperty.seed=%d: %s"
              .formatted(seed, seed, e.getMessage()),
          e);
    }
  }
}
