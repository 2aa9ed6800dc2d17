package rhizome.ledger.consensus.validator;

import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/** A number drawn by a hash, each equally likely. */
final class Draw {

  private Draw() {}

  /** From 0 up to below {@code bound}; a hash in the last, incomplete lap is drawn again. */
  static long below(long bound, Hash seed, long height, int round) {
    for (int attempt = 0; ; attempt++) {
      long drawn = hash(seed, height, round, attempt).first() >>> 1;
      long ticket = drawn % bound;
      if (drawn - ticket <= Long.MAX_VALUE - (bound - 1)) {
        return ticket;
      }
    }
  }

  private static Hash hash(Hash seed, long height, int round, int attempt) {
    Writer writer = Writer.rivbin();
    seed.write(writer);
    return Blake.of(
        writer.u64(height).integer(round, Integer.BYTES).integer(attempt, Integer.BYTES));
  }
}
