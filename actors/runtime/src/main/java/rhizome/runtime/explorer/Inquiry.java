package rhizome.runtime.explorer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.ServiceKey;
import rhizome.ledger.hash.Hash;
import rhizome.runtime.Wire;

/** A question, and who wants to know; may come from another member. */
public record Inquiry(Question question, ActorRef<Answered> replyTo)
    implements ExplorerShell.Message, Wire {

  /** Under which explorers are found by who knows no chain. */
  public static final ServiceKey<Inquiry> ANY = ServiceKey.create(Inquiry.class, "ledger");

  /** Under which explorers of a chain are found. */
  public static ServiceKey<Inquiry> key(Hash chain) {
    return ServiceKey.create(Inquiry.class, "ledger-" + chain.hex());
  }
}
