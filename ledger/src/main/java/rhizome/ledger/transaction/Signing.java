package rhizome.ledger.transaction;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Writer;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.ConditionCodec;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.SigningHash;
import rhizome.ledger.hash.Blake;
import rhizome.ledger.hash.Hash;

/** What of a transaction is signed: all but the signatures, and in which place. */
public final class Signing {

  private Signing() {}

  /** For who signs the input at {@code index}, of coins or of block stake. */
  public static SigningHash input(Numbering numbering, Transaction transaction, int index) {
    return extras ->
        hash(
            numbering,
            transaction,
            writer -> {
              writer.u64(index);
              extras.accept(writer);
            });
  }

  /** For minters and the authority, who sign the whole and at no input. */
  public static SigningHash whole(Numbering numbering, Transaction transaction) {
    return extras -> hash(numbering, transaction, extras);
  }

  private static Hash hash(
      Numbering numbering, Transaction transaction, SigningHash.Extras extras) {
    Writer writer = new Writer(numbering.encoding(transaction), 512);
    if (!(transaction instanceof Transaction.V0)) {
      writer.octet(numbering.version(transaction));
    }
    Ids.specifierOf(transaction).map(Ids::specifier).ifPresent(writer::raw);
    write(writer, transaction, extras);
    return Blake.of(writer);
  }

  /**
   * Fees of 129, 176 and 177 are hashed where the chain asks for fees. Where it does, there is one,
   * and where it does not, there is none: so it is those that have fees.
   */
  private static void write(Writer writer, Transaction transaction, SigningHash.Extras extras) {
    switch (transaction) {
      case Transaction.V0(var transfer) -> v0(writer, transfer, extras);
      case Transaction.V1(var transfer) -> v1(writer, transfer, extras);
      case Transaction.MinterDefinition it -> {
        it.nonce().write(writer);
        extras.accept(writer);
        ConditionCodec.write(writer, it.minters());
        TransactionCodec.fees(writer, it.fees()).bytes(it.note());
      }
      case Transaction.CoinCreation it -> {
        it.nonce().write(writer);
        extras.accept(writer);
        TransactionCodec.outputs(writer, it.outputs());
        someFees(writer, it).bytes(it.note());
      }
      case Transaction.CoinDestruction it -> {
        extras.accept(writer);
        TransactionCodec.outputs(parents(writer, it.inputs()), it.refunds());
        TransactionCodec.fees(writer, it.fees()).bytes(it.note());
      }
      case Transaction.AddressAuthorization it -> {
        it.nonce().write(writer);
        extras.accept(writer);
        TransactionCodec.addresses(writer, it.authorized());
        TransactionCodec.addresses(writer, it.barred()).bytes(it.note());
        someFees(writer, it);
      }
      case Transaction.AuthorityChange it -> {
        it.nonce().write(writer);
        extras.accept(writer);
        ConditionCodec.write(writer, it.authority());
        someFees(writer.bytes(it.note()), it);
      }
    }
  }

  private static void v0(Writer writer, Transfer transfer, SigningHash.Extras extras) {
    extras.accept(writer);
    old(writer, transfer.coinInputs(), transfer.coinOutputs());
    old(writer, transfer.stakeInputs(), transfer.stakeOutputs());
    TransactionCodec.fees(writer, transfer.fees()).bytes(transfer.note());
  }

  private static void v1(Writer writer, Transfer transfer, SigningHash.Extras extras) {
    extras.accept(writer);
    TransactionCodec.outputs(parents(writer, transfer.coinInputs()), transfer.coinOutputs());
    TransactionCodec.outputs(parents(writer, transfer.stakeInputs()), transfer.stakeOutputs());
    TransactionCodec.fees(writer, transfer.fees()).bytes(transfer.note());
  }

  private static Writer someFees(Writer writer, Transaction transaction) {
    var fees = transaction.transfer().fees();
    return fees.isEmpty() ? writer : TransactionCodec.fees(writer, fees);
  }

  private static Writer parents(Writer writer, List<Input> inputs) {
    return writer.list(inputs, (to, input) -> input.parent().hash().write(to));
  }

  /** The inputs without their number, each with the address that its own unlocker comes to. */
  private static void old(Writer writer, List<Input> inputs, List<Output> outputs) {
    for (Input input : inputs) {
      input.parent().hash().write(writer);
      unlocked(input.fulfillment()).write(writer);
    }
    writer.list(outputs, TransactionCodec::writeOldOutput);
  }

  private static Address unlocked(Fulfillment shown) {
    return switch (shown) {
      case Fulfillment.Single(var key, _) -> Address.of(key);
      case Fulfillment.LegacySwap(Condition.Swap terms, _) -> terms.address();
      case Fulfillment.Nil _, Fulfillment.Swap _, Fulfillment.Multisig _ ->
          throw new IllegalStateException("version 0 holds what it cannot: " + shown);
    };
  }
}
