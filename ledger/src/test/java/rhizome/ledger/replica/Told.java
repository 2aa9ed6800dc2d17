package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.consensus.StateCodec;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.consensus.vote.Vote;
import rhizome.ledger.consensus.vote.Vote.Kind;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.Sealed;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Inclusion;
import rhizome.ledger.light.Link;

/** What is told and kept of a small chain: some of each kind there is. */
public final class Told {

  private static final Desk DESK = new Desk().grow(4);

  private Told() {}

  public static List<Message> messages() {
    Candidate candidate = DESK.candidate();
    var said = DESK.proposal(candidate);
    var page = DESK.standing().root().page(Hash.ZERO, 60);
    return List.of(
        said,
        DESK.vote(1, Kind.PRECOMMIT, candidate),
        new Message.Position(4, List.of(said, DESK.vote(2, Kind.PREVOTE, candidate))),
        new Message.Blocks(DESK.chain),
        new Message.Offer(link()),
        new Message.Offer(link(), List.of(link(), link())),
        new Message.WantShare(4, candidate.value()),
        new Message.Accusation(evidence()),
        new Message.Share(
            4, page, page.entries().stream().map(DESK.standing().estate()::of).toList()));
  }

  private static Evidence evidence() {
    Vote.Kind kind = Kind.PREVOTE;
    var voter = DESK.country.voter(DESK.country.validators().get(2).key());
    return new Evidence.Equivocation(
        Vote.cast(voter, kind, 4, 0, Optional.empty()),
        Vote.cast(voter, kind, 4, 0, Optional.of(Hash.ZERO)));
  }

  public static List<Claim> claims() {
    Standing standing = DESK.standing();
    Entry entry = sealed().candidate().block().entries().getFirst();
    Item item = standing.estate().items().getFirst();
    return List.of(
        new Claim.Holds(item, standing.root().proof(item.kind(), item.name())),
        new Claim.Lacks(
            Item.Kind.STAKE, Hash.ZERO, standing.root().proof(Item.Kind.STAKE, Hash.ZERO)),
        new Claim.Contains(entry, Inclusion.of(List.of(entry, entry, entry), 1)));
  }

  public static Sealed sealed() {
    return DESK.last();
  }

  public static Link link() {
    return DESK.standing().last().orElseThrow();
  }

  /** All that the chain holds, in the form that is kept. */
  public static byte[] checkpoint() {
    return Checkpoint.encode(DESK.standing());
  }

  /** Where its consensus is, in the form that is kept. */
  public static byte[] agreement() {
    return StateCodec.encode(DESK.state.agreement());
  }
}
