package rhizome.ledger.replica;

import java.util.random.RandomGenerator;

/** What traitors do together in a round. */
enum Plot {
  /** Nothing wrong. */
  BEHAVE,
  /** They say nothing, and help nobody. */
  WITHHOLD,
  /** One thing is said to one side, another to the other. */
  SPLIT,
  /** What is proposed, told of blocks or of snapshots is not right. */
  SPOIL,
  /** Whatever they have heard is sent again. */
  BABBLE;

  static Plot any(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }
}
