package rhizome.ledger.transaction;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.codec.Encoding;
import rhizome.ledger.codec.Reader;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.FulfillmentCodec;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;

/** Transactions as bytes: their version and, each kind in its encoding, the rest. */
public final class TransactionCodec {

  /** Parent, kind and length of what is shown. */
  private static final int INPUT_MIN = Hash.SIZE + 2;

  /** Length of the value, kind and length of the condition. */
  private static final int OUTPUT_MIN = 3;

  private TransactionCodec() {}

  public static byte[] encode(Numbering numbering, Transaction transaction) {
    Writer writer = new Writer(Encoding.SIABIN, 512);
    write(numbering, writer, transaction);
    return writer.toArray();
  }

  public static Transaction decode(Numbering numbering, byte[] octets) {
    return Reader.whole(Encoding.SIABIN, octets, reader -> read(numbering, reader));
  }

  /** Writes it as it stands in a block; the encoding of {@code writer} is of no matter. */
  public static void write(Numbering numbering, Writer writer, Transaction transaction) {
    Writer body = new Writer(numbering.encoding(transaction), 512);
    writeBody(body, transaction);
    writer.octet(numbering.version(transaction)).raw(body.toArray());
  }

  /** All that stands behind the version. */
  static void writeBody(Writer writer, Transaction transaction) {
    switch (transaction) {
      case Transaction.V0(var transfer) -> writeV0(writer, transfer);
      case Transaction.V1(var transfer) -> writer.body(body -> writeV1(body, transfer));
      case Transaction.MinterDefinition(var nonce, var shown, var minters, var fees, var note) -> {
        nonce.write(writer);
        FulfillmentCodec.write(writer, shown);
        ConditionCodec.write(writer, minters);
        fees(writer, fees).bytes(note);
      }
      case Transaction.CoinCreation(var nonce, var shown, var outputs, var fees, var note) -> {
        nonce.write(writer);
        FulfillmentCodec.write(writer, shown);
        fees(outputs(writer, outputs), fees).bytes(note);
      }
      case Transaction.CoinDestruction(var inputs, var refunds, var fees, var note) ->
          fees(outputs(inputs(writer, inputs), refunds), fees).bytes(note);
      case Transaction.AddressAuthorization it -> {
        it.nonce().write(writer);
        addresses(addresses(writer, it.authorized()), it.barred()).bytes(it.note());
        FulfillmentCodec.write(writer, it.shown());
        fees(writer, it.fees());
      }
      case Transaction.AuthorityChange(var nonce, var note, var authority, var shown, var fees) -> {
        nonce.write(writer);
        writer.bytes(note);
        ConditionCodec.write(writer, authority);
        FulfillmentCodec.write(writer, shown);
        fees(writer, fees);
      }
    }
  }

  private static void writeV1(Writer writer, Transfer transfer) {
    outputs(inputs(writer, transfer.coinInputs()), transfer.coinOutputs());
    outputs(inputs(writer, transfer.stakeInputs()), transfer.stakeOutputs());
    fees(writer, transfer.fees()).bytes(transfer.note());
  }

  private static void writeV0(Writer writer, Transfer transfer) {
    writer.list(transfer.coinInputs(), TransactionCodec::writeOldInput);
    writer.list(transfer.coinOutputs(), TransactionCodec::writeOldOutput);
    writer.list(transfer.stakeInputs(), TransactionCodec::writeOldInput);
    writer.list(transfer.stakeOutputs(), TransactionCodec::writeOldOutput);
    fees(writer, transfer.fees()).bytes(transfer.note());
  }

  private static void writeOldInput(Writer writer, Input input) {
    input.parent().hash().write(writer);
    FulfillmentCodec.writeUnlocker(writer, input.fulfillment());
  }

  static void writeOldOutput(Writer writer, Output output) {
    output.value().write(writer);
    output.condition().address().write(writer);
  }

  private static Writer inputs(Writer writer, List<Input> inputs) {
    return writer.list(
        inputs,
        (to, input) -> {
          input.parent().hash().write(to);
          FulfillmentCodec.write(to, input.fulfillment());
        });
  }

  static Writer outputs(Writer writer, List<Output> outputs) {
    return writer.list(
        outputs,
        (to, output) -> {
          output.value().write(to);
          ConditionCodec.write(to, output.condition());
        });
  }

  static Writer addresses(Writer writer, List<Address> addresses) {
    return writer.list(addresses, (to, address) -> address.write(to));
  }

  static Writer fees(Writer writer, List<Amount> fees) {
    return writer.list(fees, (to, fee) -> fee.write(to));
  }

  /** Reads a transaction where it stands in a block. */
  public static Transaction read(Numbering numbering, Reader reader) {
    int at = reader.at();
    int version = reader.octet();
    Reader minting = reader.in(numbering.minting());
    Reader rivbin = reader.in(Encoding.RIVBIN);
    Reader siabin = reader.in(Encoding.SIABIN);
    Transaction read;
    if (version == Numbering.V0) {
      read = new Transaction.V0(readV0(siabin));
      reader.skipTo(siabin);
    } else if (version == Numbering.V1) {
      read = new Transaction.V1(siabin.body(TransactionCodec::readV1));
      reader.skipTo(siabin);
    } else if (version >= Numbering.MINTER_DEFINITION && version <= Numbering.COIN_DESTRUCTION) {
      read = readMinting(minting, version);
      reader.skipTo(minting);
    } else if (version == numbering.addressAuthorization()) {
      read = readAuthorization(rivbin);
      reader.skipTo(rivbin);
    } else if (version == numbering.authorityChange()) {
      read = readAuthority(rivbin);
      reader.skipTo(rivbin);
    } else {
      throw reader.malformed(at, "a version of " + numbering + ", not " + version);
    }
    return read;
  }

  private static Transaction readMinting(Reader reader, int version) {
    return switch (version) {
      case Numbering.MINTER_DEFINITION -> {
        Nonce nonce = Nonce.read(reader);
        Fulfillment shown = FulfillmentCodec.read(reader);
        Condition minters = ConditionCodec.read(reader);
        List<Amount> fees = fees(reader);
        yield new Transaction.MinterDefinition(nonce, shown, minters, fees, reader.bytes());
      }
      case Numbering.COIN_CREATION -> {
        Nonce nonce = Nonce.read(reader);
        Fulfillment shown = FulfillmentCodec.read(reader);
        List<Output> outputs = outputs(reader);
        List<Amount> fees = fees(reader);
        yield new Transaction.CoinCreation(nonce, shown, outputs, fees, reader.bytes());
      }
      default -> {
        List<Input> inputs = inputs(reader);
        List<Output> refunds = outputs(reader);
        List<Amount> fees = fees(reader);
        yield new Transaction.CoinDestruction(inputs, refunds, fees, reader.bytes());
      }
    };
  }

  private static Transaction readAuthorization(Reader reader) {
    Nonce nonce = Nonce.read(reader);
    List<Address> authorized = reader.list(Address.SIZE, Address::read);
    List<Address> barred = reader.list(Address.SIZE, Address::read);
    Bytes note = reader.bytes();
    Fulfillment shown = FulfillmentCodec.read(reader);
    return new Transaction.AddressAuthorization(
        nonce, authorized, barred, note, shown, fees(reader));
  }

  private static Transaction readAuthority(Reader reader) {
    Nonce nonce = Nonce.read(reader);
    Bytes note = reader.bytes();
    Condition authority = ConditionCodec.read(reader);
    Fulfillment shown = FulfillmentCodec.read(reader);
    return new Transaction.AuthorityChange(nonce, note, authority, shown, fees(reader));
  }

  private static Transfer readV1(Reader reader) {
    List<Input> coinInputs = inputs(reader);
    List<Output> coinOutputs = outputs(reader);
    List<Input> stakeInputs = inputs(reader);
    List<Output> stakeOutputs = outputs(reader);
    List<Amount> fees = fees(reader);
    return new Transfer(coinInputs, coinOutputs, stakeInputs, stakeOutputs, fees, reader.bytes());
  }

  private static Transfer readV0(Reader reader) {
    List<Input> coinInputs = reader.list(INPUT_MIN, TransactionCodec::readOldInput);
    List<Output> coinOutputs = reader.list(Address.SIZE, TransactionCodec::readOldOutput);
    List<Input> stakeInputs = reader.list(INPUT_MIN, TransactionCodec::readOldInput);
    List<Output> stakeOutputs = reader.list(Address.SIZE, TransactionCodec::readOldOutput);
    List<Amount> fees = fees(reader);
    return new Transfer(coinInputs, coinOutputs, stakeInputs, stakeOutputs, fees, reader.bytes());
  }

  private static Input readOldInput(Reader reader) {
    OutputId parent = new OutputId(Hash.read(reader));
    return new Input(parent, FulfillmentCodec.readUnlocker(reader));
  }

  private static Output readOldOutput(Reader reader) {
    Amount value = Amount.read(reader);
    return new Output(value, new Condition.ToAddress(Address.read(reader)));
  }

  private static List<Input> inputs(Reader reader) {
    return reader.list(
        INPUT_MIN,
        from -> {
          OutputId parent = new OutputId(Hash.read(from));
          return new Input(parent, FulfillmentCodec.read(from));
        });
  }

  private static List<Output> outputs(Reader reader) {
    return reader.list(
        OUTPUT_MIN,
        from -> {
          Amount value = Amount.read(from);
          return new Output(value, ConditionCodec.read(from));
        });
  }

  private static List<Amount> fees(Reader reader) {
    return reader.list(1, Amount::read);
  }
}
