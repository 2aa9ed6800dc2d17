package rhizome.ledger.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/** Entries as bytes: what one says, then what is shown for it, whose number follows from that. */
final class EntryCodec {

  /** A chain, five lengths of nothing, two amounts, no bond and no order. */
  static final int BYTES_MIN = Hash.SIZE + 5 + 2 * Long.BYTES + 2;

  private static final int NONE = 0;
  private static final int MINT = 1;
  private static final int NAME_MINTERS = 2;
  private static final int ADMIT = 3;
  private static final int NAME_AUTHORITY = 4;
  private static final int ENROL = 5;
  private static final int LEAVE = 6;

  private EntryCodec() {}

  static Entry read(Reader reader) {
    Content content = readContent(reader);
    List<Fulfillment> shown = new ArrayList<>();
    for (int i = 0; i < content.places(); i++) {
      shown.add(FulfillmentCodec.read(reader));
    }
    return new Entry(content, shown);
  }

  static void write(Writer writer, Content content) {
    content.chain().write(writer);
    write(writer, content.coins());
    write(writer, content.stakes());
    writer.bool(content.bond().isPresent());
    content.bond().ifPresent(validator -> validator.write(writer));
    writer.u64(content.burned()).u64(content.fee());
    content.order().ifPresentOrElse(order -> write(writer, order), () -> writer.octet(NONE));
    writer.bytes(content.note());
  }

  private static Content readContent(Reader reader) {
    Hash chain = Hash.read(reader);
    Move coins = readMove(reader);
    Move moved = readMove(reader);
    Optional<PublicKey> bond =
        reader.bool() ? Optional.of(PublicKey.read(reader)) : Optional.empty();
    Move stakes = new Move(moved.inputs(), moved.outputs(), bond);
    long burned = Holding.units(reader);
    long fee = Holding.units(reader);
    Optional<Order> order = readOrder(reader);
    Bytes note = reader.bytes();
    return new Content(chain, coins, stakes, burned, fee, order, note);
  }

  private static void write(Writer writer, Move move) {
    writer.list(move.inputs(), (to, input) -> input.hash().write(to));
    writer.list(move.outputs(), (to, output) -> output.write(to));
  }

  private static Move readMove(Reader reader) {
    List<OutputId> inputs = reader.list(Hash.SIZE, from -> new OutputId(Hash.read(from)));
    return new Move(inputs, reader.list(Holding.BYTES_MIN, Holding::read));
  }

  private static void write(Writer writer, Order order) {
    switch (order) {
      case Order.Mint(long nonce, long units) -> writer.octet(MINT).u64(nonce).u64(units);
      case Order.NameMinters(long nonce, Condition minters) ->
          ConditionCodec.write(writer.octet(NAME_MINTERS).u64(nonce), minters);
      case Order.Admit(long nonce, List<Address> admitted, List<Address> barred) ->
          writer
              .octet(ADMIT)
              .u64(nonce)
              .list(admitted, (to, address) -> address.write(to))
              .list(barred, (to, address) -> address.write(to));
      case Order.NameAuthority(long nonce, Condition authority) ->
          ConditionCodec.write(writer.octet(NAME_AUTHORITY).u64(nonce), authority);
      case Order.Enrol(long nonce, PublicKey validator, Terms terms) -> {
        validator.write(writer.octet(ENROL).u64(nonce));
        terms.write(writer);
      }
      case Order.Leave(long nonce, PublicKey validator) ->
          validator.write(writer.octet(LEAVE).u64(nonce));
    }
  }

  private static Optional<Order> readOrder(Reader reader) {
    int at = reader.at();
    int kind = reader.octet();
    if (kind == NONE) {
      return Optional.empty();
    }
    long nonce = reader.u64();
    return Optional.of(
        switch (kind) {
          case MINT -> new Order.Mint(nonce, Holding.units(reader));
          case NAME_MINTERS -> new Order.NameMinters(nonce, ConditionCodec.read(reader));
          case ADMIT -> {
            List<Address> admitted = reader.list(Address.SIZE, Address::read);
            yield new Order.Admit(nonce, admitted, reader.list(Address.SIZE, Address::read));
          }
          case NAME_AUTHORITY -> new Order.NameAuthority(nonce, ConditionCodec.read(reader));
          case ENROL -> new Order.Enrol(nonce, PublicKey.read(reader), Terms.read(reader));
          case LEAVE -> new Order.Leave(nonce, PublicKey.read(reader));
          default -> throw reader.malformed(at, "an order of kind 0 to 6");
        });
  }
}
