package rhizome.runtime.validator;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.replica.Message;

/** A peer that only listens, and finds out who says two things in one step. */
final class Ear {

  private final Map<String, String> said = new TreeMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private int broadcasts;
  private int positions;

  Behavior<Request> listens(Hash chain) {
    return Behaviors.setup(
        context -> {
          context
              .getSystem()
              .receptionist()
              .tell(Receptionist.register(ValidatorShell.key(chain), context.getSelf()));
          return Behaviors.receive(Request.class)
              .onMessage(
                  Request.Hear.class,
                  it -> {
                    hear(it.message());
                    return Behaviors.same();
                  })
              .onAnyMessage(_ -> Behaviors.same())
              .build();
        });
  }

  private synchronized void hear(Message message) {
    switch (message) {
      case Message.Said it -> {
        broadcasts++;
        note(it.signed());
      }
      case Message.Position it -> {
        positions++;
        it.news().forEach(said -> note(said.signed()));
      }
      case Message.Blocks _, Message.Offer _, Message.WantShare _, Message.Share _ -> {}
      case Message.Accusation _ -> {}
    }
  }

  private void note(Signed signed) {
    String step =
        switch (signed) {
          case Vote it -> it.kind() + " ";
          case Proposal _ -> "PROPOSAL ";
        };
    String value =
        switch (signed) {
          case Vote it -> it.value().map(Hash::hex).orElse("nil");
          case Proposal it -> it.value().hex() + " " + it.validRound();
        };
    String at = step + signed.height() + "/" + signed.round() + " of " + signed.validator();
    String before = said.putIfAbsent(at, value);
    if (before != null && !before.equals(value)) {
      contradictions.add(at + ": " + before + " and " + value);
    }
  }

  synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }

  /** How often somebody told again where it is. */
  synchronized int positions() {
    return positions;
  }

  /** Statements as they were made first, not told again. */
  synchronized int broadcasts() {
    return broadcasts;
  }
}
