package rhizome.ledger.chain;

import java.util.List;
import rhizome.ledger.transaction.OutputId;

/** What is spent and what is made of it; of coins, or of stake. */
public record Move(List<OutputId> inputs, List<Holding> outputs) {

  public static final Move NONE = new Move(List.of(), List.of());

  public Move {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
