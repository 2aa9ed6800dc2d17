package rhizome.ledger.transaction;

import java.util.List;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.condition.Fulfillment;
import rhizome.ledger.money.Amount;

/** One of the seven kinds of the seed. Which number a kind has is its chain's {@link Numbering}. */
public sealed interface Transaction {

  /** What changes hands, in the form that all kinds can be seen in. */
  Transfer transfer();

  /** The first form, whose outputs belong to addresses and know no other condition. */
  record V0(Transfer transfer) implements Transaction {
    public V0 {
      if (!plain(transfer.coinOutputs()) || !plain(transfer.stakeOutputs())) {
        throw new IllegalArgumentException("version 0 knows no conditions but addresses");
      }
      if (!unlockers(transfer.coinInputs()) || !unlockers(transfer.stakeInputs())) {
        throw new IllegalArgumentException("version 0 knows one signature and the old swap only");
      }
    }

    private static boolean plain(List<Output> outputs) {
      return outputs.stream().allMatch(output -> output.condition() instanceof Condition.ToAddress);
    }

    private static boolean unlockers(List<Input> inputs) {
      return inputs.stream()
          .map(Input::fulfillment)
          .allMatch(
              shown ->
                  shown instanceof Fulfillment.Single || shown instanceof Fulfillment.LegacySwap);
    }
  }

  record V1(Transfer transfer) implements Transaction {}

  /** Says who may make coins from now on. */
  record MinterDefinition(
      Nonce nonce, Fulfillment shown, Condition minters, List<Amount> fees, Bytes note)
      implements Transaction {
    public MinterDefinition {
      fees = List.copyOf(fees);
    }

    @Override
    public Transfer transfer() {
      return new Transfer(List.of(), List.of(), List.of(), List.of(), fees, note);
    }
  }

  /** Makes coins. */
  record CoinCreation(
      Nonce nonce, Fulfillment shown, List<Output> outputs, List<Amount> fees, Bytes note)
      implements Transaction {
    public CoinCreation {
      outputs = List.copyOf(outputs);
      fees = List.copyOf(fees);
    }

    @Override
    public Transfer transfer() {
      return new Transfer(List.of(), outputs, List.of(), List.of(), fees, note);
    }
  }

  /** Spends more coins than it hands on, and so destroys the rest. */
  record CoinDestruction(List<Input> inputs, List<Output> refunds, List<Amount> fees, Bytes note)
      implements Transaction {
    public CoinDestruction {
      inputs = List.copyOf(inputs);
      refunds = List.copyOf(refunds);
      fees = List.copyOf(fees);
    }

    @Override
    public Transfer transfer() {
      return new Transfer(inputs, refunds, List.of(), List.of(), fees, note);
    }
  }

  /** Says which addresses may have coins from now on, and which no longer. */
  record AddressAuthorization(
      Nonce nonce,
      List<Address> authorized,
      List<Address> barred,
      Bytes note,
      Fulfillment shown,
      List<Amount> fees)
      implements Transaction {
    public AddressAuthorization {
      authorized = List.copyOf(authorized);
      barred = List.copyOf(barred);
      fees = List.copyOf(fees);
    }

    @Override
    public Transfer transfer() {
      return new Transfer(List.of(), List.of(), List.of(), List.of(), fees, note);
    }
  }

  /** Says who may say so from now on. */
  record AuthorityChange(
      Nonce nonce, Bytes note, Condition authority, Fulfillment shown, List<Amount> fees)
      implements Transaction {
    public AuthorityChange {
      fees = List.copyOf(fees);
    }

    @Override
    public Transfer transfer() {
      return new Transfer(List.of(), List.of(), List.of(), List.of(), fees, note);
    }
  }
}
