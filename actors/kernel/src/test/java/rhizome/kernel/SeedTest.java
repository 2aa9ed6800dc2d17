package rhizome.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.house.Property;

class SeedTest {

  @Test
  void theSameSeedDrawsTheSameInEveryProcess() {
    assertThat(new Seed(42).fork("jitter").bits(7)).isEqualTo(new Seed(42).fork("jitter").bits(7));
    assertThat(new Seed(42).bits(0)).isEqualTo(-4767286540954276203L);
  }

  @Test
  void aDrawStaysInItsRange() {
    Property.forAll(
        random -> {
          Seed seed = new Seed(random.nextLong());
          long index = random.nextLong(1_000_000);
          assertThat(seed.unit(index)).isBetween(0.0, Math.nextDown(1.0));
          assertThat(seed.below(7, index)).isBetween(0, 6);
        });
  }

  @Test
  void forksOfDifferentNamesDiffer() {
    assertThat(new Seed(1).fork("a").bits(0)).isNotEqualTo(new Seed(1).fork("b").bits(0));
  }
}
