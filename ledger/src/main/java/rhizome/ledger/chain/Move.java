package rhizome.ledger.chain;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;

/**
 * What is spent and what is made of it; of coins, or of stake, all of which may be bonded to a
 * validator then.
 */
public record Move(List<OutputId> inputs, List<Holding> outputs, Optional<PublicKey> bond) {

  public static final Move NONE = new Move(List.of(), List.of());

  /** Bonded to nobody. */
  public Move(List<OutputId> inputs, List<Holding> outputs) {
    this(inputs, outputs, Optional.empty());
  }

  public Move {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
