package rhizome.ledger.replica;

import java.util.List;
import java.util.Optional;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.consensus.Height;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Estate;
import rhizome.ledger.header.Header;
import rhizome.ledger.header.Item;
import rhizome.ledger.header.StateRoot;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Trust;
import rhizome.ledger.light.Way;
import rhizome.ledger.tree.Proof;

/**
 * What holds after the last block.
 *
 * @param validators who vote on the next
 * @param seed of who proposes it
 * @param last header of the last block with what proves it; nothing before the first
 * @param way to it, as far as who voted is remembered
 */
public record Standing(
    Estate estate,
    StateRoot root,
    ValidatorSet validators,
    Hash seed,
    Optional<Link> last,
    Way way) {

  public Ledger ledger() {
    return estate.ledger();
  }

  public long height() {
    return ledger().tip().height();
  }

  Hash chain() {
    return ledger().tip().chain();
  }

  /** The id of the last header. */
  Hash header() {
    return last.map(it -> it.header().id()).orElse(Hash.ZERO);
  }

  Height next() {
    return new Height(height() + 1, validators, seed);
  }

  /** What the chain holds under that name after the last block; or that it holds nothing there. */
  public Claim claim(Item.Kind kind, Hash name) {
    Proof proof = root.proof(kind, name);
    return estate
        .get(kind, name)
        .<Claim>map(item -> new Claim.Holds(item, proof))
        .orElseGet(() -> new Claim.Lacks(kind, name, proof));
  }

  Trust trust() {
    var tip = ledger().tip();
    return new Trust(tip.chain(), tip.height(), tip.time(), header(), validators);
  }

  /** The headers by which who is at that height comes to the last; nothing if they are gone. */
  Optional<List<Link>> wayFrom(long height) {
    return ledger()
        .roll()
        .at(height + 1)
        .flatMap(epoch -> last.flatMap(goal -> way.between(height, epoch.set(), goal)));
  }

  /**
   * As the header says it is, of which {@code link} is the proof.
   *
   * @param before the way to there, or as much of it as is known
   */
  static Standing at(Link link, Estate estate, StateRoot root, Way before) {
    long oldest = estate.ledger().roll().epochs().getFirst().first();
    return new Standing(
        estate,
        root,
        link.next(),
        link.header().seed(),
        Optional.of(link),
        before.with(link, oldest));
  }

  /** The tip of the ledger after the block that {@code header} is of. */
  static Ledger.Tip tip(Header header) {
    var head = header.head();
    return new Ledger.Tip(head.chain(), head.height(), head.time(), head.id());
  }
}
