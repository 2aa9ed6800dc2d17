package rhizome.ledger.consensus.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.consensus.world.World.Weather;

class WorldTest {

  /** Virtual milliseconds; more than a hundred rounds of the longest timeouts. */
  private static final long PATIENCE = 200_000;

  private static int crowd(RandomGenerator random) {
    int kind = random.nextInt(1_000);
    if (kind == 0) {
      return 21 + random.nextInt(80);
    }
    return kind < 20 ? 8 + random.nextInt(13) : 4 + random.nextInt(4) * random.nextInt(2);
  }

  @Test
  void theHonestAgreeOnWhatIsValidAndGoOnWhenTheNetworkHeals() {
    int[] crashes = new int[1];
    int[] convicted = new int[1];
    int[] rounds = new int[1];
    Property.forAll(
        Integer.getInteger("worlds", 2_000),
        random -> {
          World world = new World(random, crowd(random), true, Weather.any(random));
          world.run(PATIENCE, 2);
          crashes[0] += world.stats.crashes;
          convicted[0] += world.innocence.convicted();
          rounds[0] = Math.max(rounds[0], world.stats.roundMax);
        });
    if (Long.getLong("property.seed") == null) {
      assertThat(crashes[0]).as("crashes").isPositive();
      assertThat(convicted[0]).as("convicted").isPositive();
      assertThat(rounds[0]).as("the latest round").isGreaterThan(3);
    }
  }

  /** Fair weather, nobody lies: every output of some runs is once the last one of a life. */
  @Test
  void whoDiesAtAnyOutputAtAllNeverContradictsItself() {
    Property.forAll(
        6,
        random -> {
          long seed = random.nextLong();
          boolean ended = false;
          for (int at = 0; !ended; at++) {
            World world = new World(generator(seed), 4, true, new Weather(20, 20, 50, 0, 0, 600));
            world.crashAt = at;
            world.run(PATIENCE, 1);
            ended = world.stats.crashes == 0;
          }
        });
  }

  /** The world is wild enough to break what is only promised below a third. */
  @Test
  void aboutAHalfOfTraitorsForkTheChainInSomeWorld() {
    int forks = 0;
    for (long seed = 1; forks == 0 && seed <= 500; seed++) {
      World world = new World(generator(seed), 5, false, Weather.FAIR);
      try {
        world.run(3_000);
      } catch (Violation e) {
        forks += e.toString().contains(": fork at height") ? 1 : 0;
      }
    }
    assertThat(forks).isPositive();
  }

  private static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
