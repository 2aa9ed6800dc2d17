package rhizome.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.replica.World.Stats;
import rhizome.ledger.replica.World.Weather;

class WorldTest {

  /** Virtual milliseconds. */
  private static final long PATIENCE = 200_000;

  private static int crowd(RandomGenerator random) {
    return random.nextInt(60) == 0 ? 8 + random.nextInt(9) : 4 + random.nextInt(3);
  }

  /**
   * Headers agreed on, roots, value, one voice, everybody live, each entry final or refused: in
   * worlds of traitors below a third, loss, partition and crashes. {@code -Dreplicas=N} for more.
   */
  @Test
  void replicasAgreeOnWhatIsRightAndGoOnWhenTheNetworkHeals() {
    Stats all = new Stats();
    int worlds = Integer.getInteger("replicas", 300);
    Property.forAll(
        worlds,
        random -> {
          World world = new World(random, crowd(random), true, Weather.any(random));
          world.run(PATIENCE, 2);
          all.add(world.stats);
        });
    if (Long.getLong("property.seed") == null && worlds >= 300) {
      assertThat(all.crashes).as("crashes").isPositive();
      assertThat(all.snapshots).as("snapshots").isPositive();
      assertThat(all.served).as("catch-ups").isPositive();
      assertThat(all.entries).as("entries").isPositive();
      assertThat(all.refusals.keySet())
          .contains(
              "BLOCK_MISSING",
              "NOT_BOUND",
              "WRONG_STATE",
              "WRONG_REVEAL",
              "WRONG_PROPOSER",
              "WRONG_VALIDATORS",
              "NOT_NEXT",
              "LAST_UNPROVEN",
              "TIME_AHEAD",
              "BLOCK_REFUSED",
              "UNPROVEN",
              "UNTRUSTED",
              "FALSE_ITEMS",
              "NOT_WANTED");
    }
  }

  /** So that whoever comes late comes by snapshot. */
  private static final Limits SNAPSHOTS = new Limits(20, 1_000_000, 3, 7, 4, 400, 2, 0, 1);

  /** Outputs of all runs together that a test may take; those of a usual world are fewer. */
  private static final long WORK = 400_000;

  /**
   * Nobody lies: every output of a run is once the last one of a life. Where one who comes late
   * runs after snapshots for long (ADR 0037), only some are.
   */
  @Test
  void whoDiesAtAnyOutputAtAllComesBackAndNeverContradictsItself() {
    Property.forAll(
        1,
        random -> {
          long seed = random.nextLong();
          long outputs = crashed(seed, Integer.MAX_VALUE).outputs;
          int step = (int) Math.max(1, outputs * outputs / 2 / WORK);
          int snapshots = 0;
          for (int at = 0; at < outputs; at += step) {
            Stats stats = crashed(seed, at);
            assertThat(stats.crashes).isEqualTo(1);
            snapshots += stats.snapshots;
          }
          assertThat(snapshots).as("snapshots").isPositive();
        });
  }

  private static Stats crashed(long seed, int at) {
    RandomGenerator same = generator(seed);
    Country country = new Country(same, 4).with(SNAPSHOTS);
    World world = new World(same, country, false, new Weather(20, 20, 50, 0, 0, 300));
    world.crashAt = at;
    world.run(PATIENCE, 1);
    return world.stats;
  }

  /** A few with signatures of Ed25519, which the many do without. */
  @Test
  void itIsTheSameWithRealSignatures() {
    Property.forAll(
        3,
        random ->
            new World(random, new Country(random, 4, true), true, Weather.any(random))
                .run(PATIENCE, 1));
  }

  /** Four of five vote, by what is bonded to them as it moves. */
  @Test
  void whoVotesChangesAtEpochsWhileAgreementGoesOn() {
    Stats all = new Stats();
    Property.forAll(
        30,
        random -> {
          Country country = new Country(random, 5, false, Country.staking(4));
          World world = new World(random, country, false, Weather.any(random));
          world.run(PATIENCE, 9);
          all.add(world.stats);
        });
    if (Long.getLong("property.seed") == null) {
      assertThat(all.changes).as("sets that were others").isGreaterThan(30);
      assertThat(all.ways).as("ways shown").isPositive();
      assertThat(all.snapshots).as("snapshots").isPositive();
    }
  }

  /** With signatures of Ed25519, for the ledger convicts by no others. */
  @Test
  void whoContradictsItselfIsFrozenAndVotesNoLonger() {
    Stats all = new Stats();
    Property.forAll(
        12,
        random -> {
          Country country = new Country(random, 4, true, Country.staking(8));
          World world = new World(random, country, true, new Weather(20, 20, 50, 2, 0, 1_500));
          world.run(PATIENCE, 9);
          all.add(world.stats);
        });
    if (Long.getLong("property.seed") == null) {
      assertThat(all.frozen).as("convicted").isPositive();
      assertThat(all.changes).as("sets without them").isPositive();
    }
  }

  private static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
