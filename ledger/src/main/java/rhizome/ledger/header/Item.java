package rhizome.ledger.header;

import java.util.List;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.Order;
import rhizome.ledger.chain.stake.Bond;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/**
 * One thing that a chain holds. In the tree it stands under its name with the kind in place of the
 * first four bits, so the tree is in the order of kinds and of names; its value is a hash of all of
 * it, the whole name among it (ADR 0037).
 */
public sealed interface Item {

  /** Bytes at least: an office that is nobody's. */
  int BYTES_MIN = 4;

  /** The kinds in the order of the tree. */
  enum Kind {
    COIN(1),
    STAKE(2),
    NONCE(3),
    ADMITTED(4),
    OFFICE(5),
    SUPPLY(6),
    COMMITMENT(7),
    ENROLLED(8),
    EPOCH(9);

    private static final int BITS = 4;

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The key in the tree of what has that name. */
    public Hash key(Hash name) {
      return first(name, code);
    }

    public void write(Writer writer) {
      writer.octet(code);
    }

    public static Kind read(Reader reader) {
      int at = reader.at();
      int code = reader.octet();
      return List.of(values()).stream()
          .filter(kind -> kind.code == code)
          .findFirst()
          .orElseThrow(() -> reader.malformed(at, "a kind, 1 to 9"));
    }

    /** {@code hash} with other first bits. */
    static Hash first(Hash hash, int bits) {
      long first = hash.first() << BITS >>> BITS | (long) bits << (Long.SIZE - BITS);
      return new Hash(first, hash.second(), hash.third(), hash.fourth());
    }
  }

  record Coin(OutputId id, Unspent unspent) implements Item {}

  record Stake(OutputId id, Unspent unspent) implements Item {}

  /** That an order was given; {@code name} is made of its office and its nonce. */
  record Nonce(Hash name) implements Item {}

  /** That an address may hold coins; {@code name} is made of it. */
  record Admitted(Hash name) implements Item {}

  /** Who is in charge. */
  record Office(Order.Office office, Condition holder) implements Item {
    public Office {
      if (office == Order.Office.VALIDATOR) {
        throw new Malformed("office", "no validators', each of whom is in charge of itself");
      }
    }
  }

  /** So many units of coins there are. */
  record Supply(long units) implements Item {
    public Supply {
      if (units < 0) {
        throw new Malformed("supply", "from 0 to 2^63 - 1 units");
      }
    }
  }

  /** What the beacon of a validator has committed to; of one that has shown something. */
  record Commitment(PublicKey validator, Committed committed) implements Item {}

  /** A validator as the ledger knows it. */
  record Validator(PublicKey validator, Enrolled enrolled) implements Item {}

  /** Who votes in an epoch that may still matter. */
  record Voters(Epoch epoch) implements Item {}

  default Kind kind() {
    return switch (this) {
      case Coin _ -> Kind.COIN;
      case Stake _ -> Kind.STAKE;
      case Nonce _ -> Kind.NONCE;
      case Admitted _ -> Kind.ADMITTED;
      case Office _ -> Kind.OFFICE;
      case Supply _ -> Kind.SUPPLY;
      case Commitment _ -> Kind.COMMITMENT;
      case Validator _ -> Kind.ENROLLED;
      case Voters _ -> Kind.EPOCH;
    };
  }

  /** What it is called among those of its kind. */
  default Hash name() {
    return switch (this) {
      case Coin(var id, _) -> id.hash();
      case Stake(var id, _) -> id.hash();
      case Nonce(var name) -> name;
      case Admitted(var name) -> name;
      case Office(var office, _) -> name(office);
      case Supply _ -> Hash.ZERO;
      case Commitment(var validator, _) -> validator.octets();
      case Validator(var key, _) -> key.octets();
      case Voters(var epoch) -> name(epoch);
    };
  }

  static Hash name(Order.Office office) {
    return new Hash(0, 0, 0, code(office));
  }

  static Hash name(Epoch epoch) {
    return new Hash(0, 0, 0, epoch.number());
  }

  private static int code(Order.Office office) {
    return switch (office) {
      case MINTERS -> 1;
      case AUTHORITY -> 2;
      case VALIDATOR -> 3;
    };
  }

  /** Where it stands in the tree. */
  default Hash key() {
    return kind().key(name());
  }

  /** What stands there. */
  default Hash value() {
    return Names.hash("rhizome item", this::write);
  }

  default void write(Writer writer) {
    kind().write(writer);
    switch (this) {
      case Coin(var id, var unspent) -> write(writer, id, unspent);
      case Stake(var id, var unspent) -> {
        write(writer, id, unspent);
        unspent.bond().write(writer);
      }
      case Nonce(var name) -> name.write(writer);
      case Admitted(var name) -> name.write(writer);
      case Office(var office, var holder) ->
          ConditionCodec.write(writer.octet(code(office)), holder);
      case Supply(long units) -> writer.u64(units);
      case Commitment(var validator, var committed) -> {
        validator.write(writer);
        committed.write(writer);
      }
      case Validator(var key, var enrolled) -> {
        key.write(writer);
        enrolled.write(writer);
      }
      case Voters(var epoch) -> epoch.write(writer);
    }
  }

  private static void write(Writer writer, OutputId id, Unspent unspent) {
    id.hash().write(writer);
    writer.u64(unspent.holding().units()).u64(unspent.since()).u64(unspent.matures());
    ConditionCodec.write(writer, unspent.holding().condition());
  }

  static Item read(Reader reader) {
    return switch (Kind.read(reader)) {
      case COIN -> new Coin(new OutputId(Hash.read(reader)), unspent(reader));
      case STAKE -> new Stake(new OutputId(Hash.read(reader)), bonded(reader));
      case NONCE -> new Nonce(Hash.read(reader));
      case ADMITTED -> new Admitted(Hash.read(reader));
      case OFFICE -> new Office(office(reader), ConditionCodec.read(reader));
      case SUPPLY -> new Supply(reader.u64());
      case COMMITMENT -> new Commitment(PublicKey.read(reader), Committed.read(reader));
      case ENROLLED -> new Validator(PublicKey.read(reader), Enrolled.read(reader));
      case EPOCH -> new Voters(Epoch.read(reader));
    };
  }

  private static Unspent bonded(Reader reader) {
    Unspent it = unspent(reader);
    return new Unspent(it.holding(), it.since(), it.matures(), Bond.read(reader));
  }

  private static Unspent unspent(Reader reader) {
    long units = reader.u64();
    long since = reader.u64();
    long matures = reader.u64();
    return new Unspent(new Holding(units, ConditionCodec.read(reader)), since, matures);
  }

  private static Order.Office office(Reader reader) {
    int at = reader.at();
    return switch (reader.octet()) {
      case 1 -> Order.Office.MINTERS;
      case 2 -> Order.Office.AUTHORITY;
      default -> throw reader.malformed(at, "an office, 1 or 2");
    };
  }
}
