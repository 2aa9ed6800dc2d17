package rhizome.ledger.chain.state;

import java.util.Optional;
import rhizome.ledger.condition.Refusal;

/** What becomes of a block. */
public sealed interface Verdict {

  /** What holds after it, and what takes it back. */
  record Applied(Ledger state, Undo undo) implements Verdict {}

  /** Where it is wrong and why; {@code because} is what a condition has to say to that. */
  record Refused(Place place, Objection objection, Optional<Refusal> because) implements Verdict {

    Refused(Place place, Objection objection) {
      this(place, objection, Optional.empty());
    }
  }
}
