package rhizome.grid.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;

/** The promise of ADR 0011, against every order of events that chance brings. */
class LeaseSafetyTest {

  private static final Duration TIME = Duration.ofMinutes(3);
  private static final Duration SILENCE = LeaseWorld.LEASE.plus(LeaseWorld.MARGIN);

  @Test
  void whatIsSingleNeverRunsInTwoPlacesWhateverIsLateLostOrStopped() {
    int[] seen = new int[3];
    Property.forAll(
        400,
        random -> {
          LeaseWorld world = new LeaseWorld(random, random.nextInt(1, 6), SILENCE);
          world.run(TIME);
          seen[0] += world.replacements;
          seen[1] += world.fences;
          seen[2] += world.bootsEnrolled;
        });
    System.out.printf(
        "400 worlds of 3 minutes: %d replacements, %d fences, %d boots enrolled%n",
        seen[0], seen[1], seen[2]);
    assertThat(seen[0]).as("nodes that were replaced").isGreaterThan(100);
    assertThat(seen[1]).as("leases that ran out").isGreaterThan(100);
  }

  /** The world is wild enough to find it. */
  @Test
  void whoWaitsForLessThanTheLeaseIsFoundOut() {
    Duration hasty = LeaseWorld.LEASE.multipliedBy(3).dividedBy(4);
    assertThatThrownBy(
            () ->
                Property.forAll(
                    400, random -> new LeaseWorld(random, random.nextInt(1, 6), hasty).run(TIME)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("broken by seed");
  }
}
