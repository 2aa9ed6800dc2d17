package rhizome.ledger.pool;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.transaction.TransactionId;

/** What becomes of an entry that is offered. */
public sealed interface Answer {

  /** It waits; what it replaced, or what had to go for it, does no longer. */
  record Waits(TransactionId id, List<TransactionId> gone) implements Answer {
    public Waits {
      gone = List.copyOf(gone);
    }
  }

  /**
   * Nothing has changed. The ledger's reason, or the rate that has to be exceeded, may be beside.
   */
  record Refused(Refusal why, Optional<Verdict.Refused> because, Optional<Rate> above)
      implements Answer {

    Refused(Refusal why) {
      this(why, Optional.empty(), Optional.empty());
    }
  }
}
