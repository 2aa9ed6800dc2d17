package rhizome.ledger.transaction;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rhizome.kernel.Decision;
import rhizome.ledger.condition.Lock;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.money.Amount;

/**
 * Whether a transaction may spend what it spends: every lock opens, and what goes in comes out. The
 * caller knows what is unspent, of coins and of block stake.
 */
public record Spending(
    Numbering numbering,
    Function<OutputId, Optional<Output>> coins,
    Function<OutputId, Optional<Output>> stake,
    Moment now) {

  /** Why it may not; empty if it may. Minting and authority are not looked at. */
  public Optional<Decision.Reason> refusal(Transaction transaction) {
    Transfer transfer = transaction.transfer();
    return opened(transaction, transfer.coinInputs(), coins)
        .or(() -> coinsBalance(transaction))
        .or(() -> stakeRefusal(transaction));
  }

  /** The same of its block stake only. */
  public Optional<Decision.Reason> stakeRefusal(Transaction transaction) {
    Transfer transfer = transaction.transfer();
    return opened(transaction, transfer.stakeInputs(), stake)
        .or(
            () ->
                sum(transfer.stakeInputs(), stake).equals(sum(transfer.stakeOutputs()))
                    ? Optional.empty()
                    : Optional.of(Flaw.STAKE_UNBALANCED));
  }

  private Optional<Decision.Reason> opened(
      Transaction transaction, List<Input> inputs, Function<OutputId, Optional<Output>> unspent) {
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Optional<Output> parent = unspent.apply(input.parent());
      if (parent.isEmpty()) {
        return Optional.of(Flaw.UNKNOWN_PARENT);
      }
      var lock = new Lock(parent.get().condition(), Signing.input(numbering, transaction, i), now);
      var refusal = lock.refusal(input.fulfillment());
      if (refusal.isPresent()) {
        return Optional.of(refusal.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Decision.Reason> coinsBalance(Transaction transaction) {
    Transfer transfer = transaction.transfer();
    Amount in = sum(transfer.coinInputs(), coins);
    Amount out = transfer.fees().stream().reduce(sum(transfer.coinOutputs()), Amount::plus);
    boolean balanced =
        switch (transaction) {
          case Transaction.V0 _, Transaction.V1 _ -> in.equals(out);
          case Transaction.CoinDestruction _ -> in.compareTo(out) > 0;
          case Transaction.MinterDefinition _,
              Transaction.CoinCreation _,
              Transaction.AddressAuthorization _,
              Transaction.AuthorityChange _ ->
              true;
        };
    return balanced ? Optional.empty() : Optional.of(Flaw.COINS_UNBALANCED);
  }

  private static Amount sum(List<Output> outputs) {
    return outputs.stream().map(Output::value).reduce(Amount.ZERO, Amount::plus);
  }

  private static Amount sum(List<Input> inputs, Function<OutputId, Optional<Output>> unspent) {
    return sum(inputs.stream().flatMap(input -> unspent.apply(input.parent()).stream()).toList());
  }
}
