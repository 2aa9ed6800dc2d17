package rhizome.ledger.replica;

import java.util.Optional;
import rhizome.ledger.consensus.Input.ValueReady;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Hash;

/** What this validator puts forward when it is its turn. */
record Proposing(Charter charter, Voter self, Replica.Reveals reveals) {

  void take(Turn turn, Input.Offered it) {
    var agreement = turn.state().agreement();
    boolean asked =
        it.height() == agreement.number()
            && it.round() == agreement.round()
            && agreement.proposals().in(it.round()).isEmpty()
            && agreement.height().proposer(it.round()).equals(self.key());
    if (asked) {
      propose(turn, it);
    } else {
      turn.refuse(Refusal.NOT_ASKED);
    }
  }

  private void propose(Turn turn, Input.Offered it) {
    Standing standing = turn.state().standing();
    long time = Math.max(it.now(), standing.ledger().tip().time() + 1);
    Optional<Hash> reveal = standing.estate().commitment(self.key()).flatMap(reveals::behind);
    if (turn.isAhead(time)) {
      turn.put(new Output.Idle(it.height(), it.round(), Refusal.CLOCK_BEHIND));
    } else if (reveal.isEmpty()) {
      turn.put(new Output.Idle(it.height(), it.round(), Refusal.NOTHING_TO_REVEAL));
    } else {
      var atHand = new Judge.AtHand(time, it.entries(), turn.state().accusations());
      new Judge(charter)
          .make(standing, it.round(), atHand, reveal.get())
          .ifPresentOrElse(
              prospect -> {
                turn.keep(prospect);
                turn.feed(new ValueReady(it.height(), it.round(), prospect.candidate().value()));
              },
              () -> turn.put(new Output.Idle(it.height(), it.round(), Refusal.BLOCK_REFUSED)));
    }
  }
}
