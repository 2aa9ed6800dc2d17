package rhizome.ledger.chain;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.hash.Hash;

/**
 * On what terms a validator serves: where what it earns goes, how many parts of 10,000 it keeps
 * before those bonded to it share the rest, and the tip of its hash chain.
 */
public record Terms(Condition payout, int commission, Hash commitment) {

  /** What commissions, and shares of proposers, are parts of. */
  public static final int PARTS = 10_000;

  public Terms {
    if (commission < 0 || commission > PARTS) {
      throw new Malformed("commission", "from 0 to " + PARTS + " parts");
    }
  }

  public static Terms read(Reader reader) {
    Condition payout = ConditionCodec.read(reader);
    int commission = (int) reader.integer(Short.BYTES);
    return new Terms(payout, commission, Hash.read(reader));
  }

  public void write(Writer writer) {
    ConditionCodec.write(writer, payout);
    commitment.write(writer.integer(commission, Short.BYTES));
  }
}
