package rhizome.ledger.transaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import rhizome.kernel.Decision;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.condition.Standard;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.money.Amount;

/**
 * What a chain of the seed asks of a transaction that is looked at alone: {@code sizeMax} is its
 * limit of a block, {@code noteMax} the one of arbitrary data.
 */
public record Rules(Numbering numbering, boolean takesV0, int sizeMax, int noteMax, Amount feeMin) {

  /** What a transaction leaves of a block for the block's own. */
  public static final int BLOCK_OVERHEAD = 5_000;

  /** Why it can be in no block of this chain; empty if it may, for all that it says itself. */
  public Optional<Decision.Reason> refusal(Transaction transaction) {
    return refusal(transaction, false);
  }

  /**
   * The same; {@code makesBlock} says that all it does is to spend the block stake by which its
   * block was won, which costs nothing.
   */
  public Optional<Decision.Reason> refusal(Transaction transaction, boolean makesBlock) {
    Transfer transfer = transaction.transfer();
    return Stream.<Optional<? extends Decision.Reason>>of(
            unless(takesV0 || !(transaction instanceof Transaction.V0), Flaw.KIND_DISABLED),
            unless(fits(transaction), Flaw.TOO_LARGE),
            unless(transfer.note().size() <= noteMax, Flaw.NOTE_TOO_LARGE),
            inputs(transfer.coinInputs()),
            outputs(transfer.coinOutputs()),
            inputs(transfer.stakeInputs()),
            outputs(transfer.stakeOutputs()),
            unless(feesAreEnough(transfer.fees()), Flaw.FEE_TOO_SMALL),
            kind(transaction, makesBlock))
        .flatMap(Optional::stream)
        .<Decision.Reason>map(reason -> reason)
        .findFirst();
  }

  private boolean fits(Transaction transaction) {
    return TransactionCodec.encode(numbering, transaction).length <= sizeMax - BLOCK_OVERHEAD;
  }

  private boolean feesAreEnough(List<Amount> fees) {
    return fees.stream().allMatch(fee -> fee.compareTo(feeMin) >= 0);
  }

  private static Optional<? extends Decision.Reason> inputs(List<Input> inputs) {
    if (inputs.stream().anyMatch(input -> input.parent().hash().isZero())) {
      return Optional.of(Flaw.PARENT_MISSING);
    }
    List<Hash> parents = inputs.stream().map(input -> input.parent().hash()).toList();
    if (repeats(parents)) {
      return Optional.of(Flaw.SPENT_TWICE);
    }
    return inputs.stream()
        .flatMap(input -> Standard.refusal(input.fulfillment()).stream())
        .findFirst();
  }

  private static Optional<? extends Decision.Reason> outputs(List<Output> outputs) {
    if (outputs.stream().anyMatch(output -> output.value().isZero())) {
      return Optional.of(Flaw.OUTPUT_OF_ZERO);
    }
    return outputs.stream()
        .flatMap(output -> Standard.refusal(output.condition()).stream())
        .findFirst();
  }

  private Optional<? extends Decision.Reason> kind(Transaction transaction, boolean makesBlock) {
    return switch (transaction) {
      case Transaction.V0(var transfer) -> paid(transfer.fees(), makesBlock);
      case Transaction.V1(var transfer) -> paid(transfer.fees(), makesBlock);
      case Transaction.MinterDefinition it ->
          extension(it.nonce(), it.shown(), it.fees(), () -> true, Flaw.NO_OUTPUT)
              .or(() -> authority(it.minters()));
      case Transaction.CoinCreation it ->
          extension(
              it.nonce(), it.shown(), it.fees(), () -> !it.outputs().isEmpty(), Flaw.NO_OUTPUT);
      case Transaction.CoinDestruction it ->
          it.inputs().isEmpty() ? Optional.of(Flaw.NO_INPUT) : paid(it.fees(), false);
      case Transaction.AddressAuthorization it -> {
        List<Address> all = new ArrayList<>(it.authorized());
        all.addAll(it.barred());
        yield extension(it.nonce(), it.shown(), it.fees(), () -> !all.isEmpty(), Flaw.NO_ADDRESS)
            .or(() -> unless(!repeats(all), Flaw.ADDRESS_TWICE));
      }
      case Transaction.AuthorityChange it ->
          extension(it.nonce(), it.shown(), it.fees(), () -> true, Flaw.NO_ADDRESS)
              .or(() -> authority(it.authority()));
    };
  }

  private static Optional<Decision.Reason> paid(List<Amount> fees, boolean makesBlock) {
    return unless(makesBlock || !fees.isEmpty(), Flaw.FEE_MISSING);
  }

  /** What minters and the authority have in common; {@code says} is whether it does anything. */
  private Optional<Decision.Reason> extension(
      Nonce nonce, Fulfillment shown, List<Amount> fees, BooleanSupplier says, Flaw otherwise) {
    if (nonce.isZero()) {
      return Optional.of(Flaw.NONCE_OF_ZEROS);
    }
    if (numbering.extensionsPay() == fees.isEmpty()) {
      return Optional.of(fees.isEmpty() ? Flaw.FEE_MISSING : Flaw.FEE_UNWANTED);
    }
    return unless(says.getAsBoolean(), otherwise)
        .or(() -> Standard.refusal(shown).map(reason -> reason));
  }

  private static Optional<Decision.Reason> authority(Condition condition) {
    return Standard.refusal(condition)
        .<Decision.Reason>map(reason -> reason)
        .or(() -> unless(mayRule(condition), Flaw.AUTHORITY_OF_THAT_KIND));
  }

  private static boolean mayRule(Condition condition) {
    return switch (condition) {
      case Condition.ToAddress(var address) -> address.type() == Address.KEY;
      case Condition.Multisig _ -> true;
      case Condition.TimeLock(_, var inner) -> mayRule(inner);
      case Condition.Nil _, Condition.Swap _ -> false;
    };
  }

  private static Optional<Decision.Reason> unless(boolean right, Flaw flaw) {
    return right ? Optional.empty() : Optional.of(flaw);
  }

  private static <T extends Comparable<T>> boolean repeats(Collection<T> values) {
    return new TreeSet<>(values).size() < values.size();
  }
}
