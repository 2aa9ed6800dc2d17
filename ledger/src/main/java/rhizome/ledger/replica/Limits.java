package rhizome.ledger.replica;

/**
 * What keeps memory and messages small.
 *
 * @param aheadMax milliseconds that the time of a proposed block may be ahead of the clock
 * @param trustPeriod milliseconds for which a header vouches for a snapshot; less than stake stays
 *     bound
 * @param blocksTold so many blocks at a time are told to one who is behind
 * @param pageEntries so many entries at a time are told of a snapshot
 * @param early so many statements on the next height are kept of each validator
 * @param news so many statements are told, and heard, at a time
 * @param checkpointEvery so many heights are between two checkpoints
 * @param blocksKept so many blocks at least are kept
 * @param farBehind who misses more blocks is offered a snapshot
 */
public record Limits(
    long aheadMax,
    long trustPeriod,
    int blocksTold,
    int pageEntries,
    int early,
    int news,
    int checkpointEvery,
    int blocksKept,
    int farBehind) {

  public static final Limits USUAL =
      new Limits(10_000, 14 * 86_400_000L, 16, 256, 8, 1_024, 1_000, 10_000, 2_000);

  public Limits {
    if (aheadMax < 0
        || trustPeriod < 1
        || blocksTold < 1
        || pageEntries < 1
        || early < 0
        || news < 1
        || checkpointEvery < 1
        || blocksKept < 0
        || farBehind < 1) {
      throw new IllegalArgumentException("limits that leave nothing to do");
    }
  }
}
