package rhizome.ledger.consensus.world;

import java.util.Map;
import java.util.TreeMap;
import rhizome.ledger.consensus.State;
import rhizome.ledger.consensus.vote.Proposal;
import rhizome.ledger.consensus.vote.Signed;
import rhizome.ledger.consensus.vote.Vote;

/** Whatever happens to it, an honest validator says one thing in a step, and never forgets it. */
public final class OneVoice {

  private final Map<String, Signed> said = new TreeMap<>();

  /** A message leaves, and {@code persisted} is what would be left of its sender. */
  public void leaves(Signed message, State persisted) {
    Signed before = said.putIfAbsent(step(message), message);
    if (before != null && !before.equals(message)) {
      throw new Violation("two things are said in one step: " + before + " and " + message);
    }
    if (persisted.number() == message.height() && !persisted.messages().contains(message)) {
      throw new Violation("it leaves before it is durable: " + message);
    }
    if (persisted.number() < message.height()) {
      throw new Violation("it leaves before its height is durable: " + message);
    }
  }

  private static String step(Signed message) {
    String kind =
        switch (message) {
          case Proposal _ -> "proposal";
          case Vote vote -> vote.kind().name();
        };
    return "%s %d %d %s".formatted(message.validator(), message.height(), message.round(), kind);
  }
}
