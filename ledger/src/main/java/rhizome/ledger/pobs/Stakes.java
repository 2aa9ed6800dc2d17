package rhizome.ledger.pobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.kernel.Decision;
import rhizome.ledger.block.Block;
import rhizome.ledger.block.StakeIndex;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.transaction.Flaw;
import rhizome.ledger.transaction.Ids;
import rhizome.ledger.transaction.Input;
import rhizome.ledger.transaction.Numbering;
import rhizome.ledger.transaction.Output;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.Spending;
import rhizome.ledger.transaction.Transaction;

/** The unspent block stake along a branch. */
final class Stakes {

  /** Unspent stake, and since when it is where it is. */
  record Stake(OutputId id, Output output, long since) {}

  private final Numbering numbering;
  private final Map<StakeIndex, Stake> unspent = new LinkedHashMap<>();
  private final Map<OutputId, StakeIndex> places = new LinkedHashMap<>();

  Stakes(Numbering numbering) {
    this.numbering = numbering;
  }

  Optional<Stake> at(StakeIndex index) {
    return Optional.ofNullable(unspent.get(index));
  }

  private Optional<Output> output(OutputId id) {
    return Optional.ofNullable(places.get(id)).flatMap(this::at).map(Stake::output);
  }

  /** The first block's stake, which comes from nowhere. */
  void found(Block genesis) {
    move(genesis, 0);
  }

  /** Why no block may hold the stake that this one moves; moves it otherwise. */
  Optional<Decision.Reason> apply(Block block, long height) {
    Spending spending =
        new Spending(
            numbering, _ -> Optional.empty(), this::output, new Moment(height, block.time()));
    List<Transaction> transactions = block.transactions();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      var inputs = transaction.transfer().stakeInputs().stream().map(Input::parent).toList();
      Optional<Decision.Reason> refusal =
          inputs.stream().distinct().count() < inputs.size()
              ? Optional.of(Flaw.SPENT_TWICE)
              : spending.stakeRefusal(transaction);
      if (refusal.isPresent()) {
        return refusal;
      }
      move(block.time(), new StakeIndex(height, i, 0), transaction);
    }
    return Optional.empty();
  }

  private void move(Block block, long height) {
    for (int i = 0; i < block.transactions().size(); i++) {
      move(block.time(), new StakeIndex(height, i, 0), block.transactions().get(i));
    }
  }

  private void move(long time, StakeIndex first, Transaction transaction) {
    for (Input input : transaction.transfer().stakeInputs()) {
      StakeIndex place = places.remove(input.parent());
      if (place != null) {
        unspent.remove(place);
      }
    }
    List<Output> outputs = transaction.transfer().stakeOutputs();
    for (int i = 0; i < outputs.size(); i++) {
      StakeIndex place = new StakeIndex(first.height(), first.transaction(), i);
      OutputId id = Ids.stakeOutput(numbering, transaction, i);
      unspent.put(place, new Stake(id, outputs.get(i), time));
      places.put(id, place);
    }
  }
}
