package rhizome.ledger.consensus;

import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Signed;

/** What must be done outside, in the order given; each is finished before the next begins. */
public sealed interface Output {

  /** To be durable before anything behind it leaves. */
  record Persist(State state) implements Output {}

  /** With what {@link State#backing} says, in one piece and behind it. */
  record Broadcast(Signed message) implements Output {}

  record ScheduleTimeout(Timer timer, long height, int round) implements Output {}

  /** Asks for a value to put forward; an answer that comes too late is refused. */
  record Propose(long height, int round) implements Output {}

  /** Final. May be said again after a restart. */
  record Decided(long height, Certificate certificate) implements Output {}

  /** Said each time the contradiction arrives. */
  record Accuse(Evidence evidence) implements Output {}

  record NewRound(long height, int round) implements Output {}

  record Refused(Input input, Refusal why) implements Output {}
}
