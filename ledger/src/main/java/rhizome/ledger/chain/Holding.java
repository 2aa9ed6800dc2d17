package rhizome.ledger.chain;

import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;

/** So many units, of coins or of stake, under a condition; 0 to 2^63 - 1. */
public record Holding(long units, Condition condition) {

  /** Units, and a condition of nothing. */
  static final int BYTES_MIN = Long.BYTES + 2;

  public Holding {
    if (units < 0) {
      throw new Malformed("holding", "from 0 to 2^63 - 1 units");
    }
  }

  static Holding read(Reader reader) {
    long units = units(reader);
    return new Holding(units, ConditionCodec.read(reader));
  }

  void write(Writer writer) {
    ConditionCodec.write(writer.u64(units), condition);
  }

  /** A number of units anywhere in an entry. */
  static long units(Reader reader) {
    int at = reader.at();
    long units = reader.u64();
    if (units < 0) {
      throw reader.malformed(at, "from 0 to 2^63 - 1 units");
    }
    return units;
  }
}
