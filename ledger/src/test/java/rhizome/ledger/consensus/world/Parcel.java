package rhizome.ledger.consensus.world;

import java.util.List;
import rhizome.ledger.consensus.vote.Certificate;
import rhizome.ledger.consensus.vote.Signed;

/** What hosts send each other. */
sealed interface Parcel {

  /** Something said, and behind it what has to go out with it. */
  record Message(Signed signed, List<Signed> backing) implements Parcel {}

  /** All that its sender knows of the height it is at; who is further answers with a proof. */
  record Gossip(int from, long height, List<Signed> known) implements Parcel {}

  record Proof(Certificate certificate) implements Parcel {}
}
