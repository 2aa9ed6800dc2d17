package rhizome.ledger.consensus.world;

import java.util.Optional;
import java.util.random.RandomGenerator;
import rhizome.ledger.hash.Hash;

/** What those who are not honest do together in a round. */
record Plot(Mode mode, Hash one, Hash other) {

  enum Mode {
    /** Nothing wrong. */
    BEHAVE,
    /** They say nothing. */
    WITHHOLD,
    /** One thing is said to one side, another to the other. */
    SPLIT,
    /** What is proposed is not valid. */
    SPOIL,
    /** Whatever they have heard, signed or sent again; for rounds far and near. */
    BABBLE
  }

  static Plot of(World world) {
    RandomGenerator random = world.random;
    Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
    return new Plot(mode, world.value(mode != Mode.SPOIL), world.value(random.nextInt(8) > 0));
  }

  Hash value(boolean side) {
    return side ? one : other;
  }

  Optional<Hash> twist(Optional<Hash> value) {
    return value.isPresent() ? Optional.empty() : Optional.of(other);
  }
}
