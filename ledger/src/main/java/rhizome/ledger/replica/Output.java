package rhizome.ledger.replica;

import java.util.Optional;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Verdict;
import rhizome.ledger.consensus.Timer;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Sealed;

/** What must be done outside, in the order given; each is finished before the next begins. */
public sealed interface Output {

  /** To be durable, until the height of it is stored or passed. */
  record Keep(Candidate candidate) implements Output {}

  /** To be durable, instead of what was before. */
  record Persist(rhizome.ledger.consensus.State agreement) implements Output {}

  /** To be durable, behind the blocks before. */
  record Store(Sealed sealed) implements Output {}

  /**
   * To be durable, instead of what was before. The blocks up to there are not needed to recover.
   */
  record Save(Standing standing) implements Output {}

  /** Blocks below that height may be forgotten. */
  record Forget(long below) implements Output {}

  record Broadcast(Message.Said said) implements Output {}

  record Tell(Peer peer, Message message) implements Output {}

  /** To be told so many stored blocks from that height on, as {@link Message.Blocks}. */
  record Serve(Peer peer, long from, int count) implements Output {}

  record ScheduleTimeout(Timer timer, long height, int round) implements Output {}

  /** Asks for {@link Input.RetellingDue} in a while, with some peer or other. */
  record ScheduleRetelling() implements Output {}

  /** Asks for entries that make at most so many bytes. */
  record AskEntries(long height, int round, int bytesMax) implements Output {}

  /** Final, for those who read; said again for none. */
  record Committed(Sealed sealed, Ledger ledger) implements Output {}

  /** To be told to all others, and to whoever looks after this one. */
  record Accuse(Evidence evidence) implements Output {}

  /** It is this validator's turn, and it has nothing to propose. */
  record Idle(long height, int round, Refusal why) implements Output {}

  record Refused(Refusal why, Optional<Verdict.Refused> because) implements Output {
    Refused(Refusal why) {
      this(why, Optional.empty());
    }
  }

  /** A statement that does not count. */
  record NotCounted(rhizome.ledger.consensus.Refusal why) implements Output {}
}
