package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import java.util.List;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Item;
import rhizome.ledger.light.Claim;
import rhizome.ledger.replica.Message;
import rhizome.ledger.replica.Standing;

/** What a validator is told, or asked, by its peers and by those on its host. */
public interface Request {

  /** Said by another replica; what is answered goes to {@code from}. */
  record Hear(ActorRef<Request> from, Message message) implements Request {}

  /**
   * An entry that is to be in a block; is answered at once, and what becomes of it later is news.
   */
  record Submit(Entry entry, ActorRef<Submitted> replyTo) implements Request {}

  /** Entries that wait at a peer. */
  record Pass(List<Entry> entries) implements Request {
    public Pass {
      entries = List.copyOf(entries);
    }
  }

  /** Of this host only: wants to hear {@link News}, from what holds now on. */
  record Follow(ActorRef<News> follower) implements Request {}

  record AskStatus(ActorRef<Status> replyTo) implements Request {}

  /**
   * Of this host only: wants to be shown what the chain holds under a name, or that it does not.
   */
  record AskClaim(Item.Kind kind, Hash name, ActorRef<Claimed> replyTo) implements Request {
    void answer(Standing standing) {
      replyTo.tell(new Claimed(standing.height(), standing.claim(kind, name)));
    }
  }

  /** What is so after the block of that height. */
  record Claimed(long height, Claim claim) {}
}
