package rhizome.ledger.condition;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.hash.Hash;

/** Conditions as bytes: their kind, and behind its length their body. */
public final class ConditionCodec {

  static final int NIL = 0;
  static final int TO_ADDRESS = 1;
  static final int SWAP = 2;
  static final int TIME_LOCK = 3;
  static final int MULTISIG = 4;

  /** A time lock in a time lock is not standard, but can be written; not without end. */
  public static final int DEPTH_MAX = 16;

  private ConditionCodec() {}

  /** Its number on the wire and in JSON. */
  public static int kind(Condition condition) {
    return switch (condition) {
      case Condition.Nil _ -> NIL;
      case Condition.ToAddress _ -> TO_ADDRESS;
      case Condition.Swap _ -> SWAP;
      case Condition.TimeLock _ -> TIME_LOCK;
      case Condition.Multisig _ -> MULTISIG;
    };
  }

  public static void write(Writer writer, Condition condition) {
    writer.octet(kind(condition)).body(body -> writeBody(body, condition));
  }

  private static void writeBody(Writer writer, Condition condition) {
    switch (condition) {
      case Condition.Nil _ -> {}
      case Condition.ToAddress(var address) -> address.write(writer);
      case Condition.Swap swap -> swap.write(writer);
      case Condition.TimeLock(var until, var inner) -> {
        writer.u64(until).octet(kind(inner));
        writeBody(writer, inner);
      }
      case Condition.Multisig(var minimum, var addresses) ->
          writer.u64(minimum).list(addresses, (to, address) -> address.write(to));
    }
  }

  public static Condition read(Reader reader) {
    int kind = reader.octet();
    return reader.body(body -> readBody(body, kind, 0));
  }

  private static Condition readBody(Reader reader, int kind, int depth) {
    return switch (kind) {
      case NIL -> new Condition.Nil();
      case TO_ADDRESS -> new Condition.ToAddress(Address.read(reader));
      case SWAP -> readSwap(reader);
      case TIME_LOCK -> {
        if (depth == DEPTH_MAX) {
          throw reader.malformed(reader.at(), "no more than " + DEPTH_MAX + " locks in each other");
        }
        long until = reader.u64();
        int inner = reader.octet();
        yield new Condition.TimeLock(until, readBody(reader, inner, depth + 1));
      }
      case MULTISIG -> {
        long minimum = reader.u64();
        List<Address> addresses = reader.list(Address.SIZE, Address::read);
        yield new Condition.Multisig(minimum, addresses);
      }
      default -> throw reader.malformed(reader.at(), "a condition of kind 0 to 4, not " + kind);
    };
  }

  /** The terms of a swap, which stand in old fulfillments too. */
  public static Condition.Swap readSwap(Reader reader) {
    Address sender = Address.read(reader);
    Address receiver = Address.read(reader);
    Hash hashedSecret = Hash.read(reader);
    return new Condition.Swap(sender, receiver, hashedSecret, reader.u64());
  }

  public static void writeSwap(Writer writer, Condition.Swap swap) {
    swap.write(writer);
  }
}
