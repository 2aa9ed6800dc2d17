package rhizome.runtime.explorer;

/**
 * What the seed's daemon can be asked of its chain, and how: names, heights and filters as whoever
 * asks wrote them; an empty filter is none. What is found is said in the seed's form.
 */
public sealed interface SeedQuestion extends Question {

  /** How many of everything there are, up to the last block. */
  record Facts() implements SeedQuestion {}

  record At(String height) implements SeedQuestion {}

  /**
   * A block, an entry or an output by its id; or an address, with the entries that touch it.
   *
   * @param minHeight of an address, from which block on
   */
  record Hashed(String hash, String minHeight) implements SeedQuestion {}

  /** Figures of so many blocks, the newest. */
  record Newest(String count) implements SeedQuestion {}

  record Between(String first, String last) implements SeedQuestion {}

  record Constants() implements SeedQuestion {}

  record Consensus() implements SeedQuestion {}

  /**
   * An entry in a block.
   *
   * @param id its own, or the short one: the height and its place in the block as one number
   */
  record Final(String id) implements SeedQuestion {}

  record UnspentCoin(String id) implements SeedQuestion {}

  record UnspentStake(String id) implements SeedQuestion {}

  /**
   * What waits.
   *
   * @param address that is to be touched by it
   */
  record Pool(String address) implements SeedQuestion {}
}
