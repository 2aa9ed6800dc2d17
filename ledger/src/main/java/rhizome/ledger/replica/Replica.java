package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import rhizome.kernel.Machine;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Hash;

/**
 * One validator's whole core, or that of one who only follows: joins the agreement on each height
 * with the ledger and its root. Pure: the clock, what waits and what arrives come in, and what must
 * be durable, said or told goes out in order (ADR 0037).
 */
public final class Replica implements Machine<State, Input, Output> {

  /** The secret side of this validator's beacon. */
  @FunctionalInterface
  public interface Reveals {

    /** What {@code commitment} is the hash of; nothing if that is not known, or all were shown. */
    Optional<Hash> behind(Hash commitment);

    /** How many can be shown from {@code commitment} on; nothing where that is not known. */
    default OptionalInt left(Hash commitment) {
      return OptionalInt.empty();
    }
  }

  private final Charter charter;
  private final Voter self;
  private final Reveals reveals;

  public Replica(Charter charter, Voter self, Reveals reveals) {
    this.charter = charter;
    this.self = self;
    this.reveals = reveals;
  }

  /** Where a chain begins; one who comes later begins there, too. */
  public State beginning() {
    Standing standing = charter.beginning();
    return State.of(standing, List.of(), 1);
  }

  @Override
  public Step<State, Output> step(State state, Input input) {
    Turn turn = new Turn(charter, self, state, input.now());
    CatchUp catchUp = new CatchUp(charter, turn);
    switch (input) {
      case Input.Started _ -> {
        turn.feed(new rhizome.ledger.consensus.Input.Start());
        turn.put(new Output.ScheduleRetelling());
      }
      case Input.Arrived(_, var from, var message) -> take(turn, catchUp, from, message);
      case Input.Offered it -> new Proposing(charter, self, reveals).take(turn, it);
      case Input.TimedOut(_, var timer, var height, var round) ->
          turn.feed(new rhizome.ledger.consensus.Input.TimedOut(timer, height, round));
      case Input.RetellingDue(_, var peer) -> catchUp.retell(peer);
    }
    return new Step<>(turn.state().pruned(), turn.outputs());
  }

  private static void take(Turn turn, CatchUp catchUp, Peer from, Message message) {
    switch (message) {
      case Message.Said said -> turn.hear(said);
      case Message.Position it -> catchUp.take(from, it);
      case Message.Blocks(var blocks) -> catchUp.take(from, blocks);
      case Message.Offer it -> catchUp.take(from, it);
      case Message.WantShare it -> catchUp.answer(from, it);
      case Message.Share it -> catchUp.take(from, it);
      case Message.Accusation(var evidence) -> turn.hear(evidence);
    }
  }
}
