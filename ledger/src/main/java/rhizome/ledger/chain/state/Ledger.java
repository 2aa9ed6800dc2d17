package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.transaction.OutputId;

/**
 * What holds on a chain after its last block. A ledger that exists is balanced: what is unspent,
 * payouts that are not mature among it, is what was ever made and not burned.
 */
public record Ledger(
    Tip tip, Trie<Unspent> coins, Trie<Unspent> stakes, long supply, Offices offices) {

  /** The number of entries takes 1 to 4 bytes; so many more than in an empty block. */
  private static final int COUNT_GROWTH = 3;

  /** The last block of a chain; time in seconds of Unix. */
  public record Tip(Hash chain, long height, long time, BlockId id) {}

  public Ledger {
    if (coins.weight() != supply) {
      throw new IllegalStateException(
          "%d units are unspent of a supply of %d at %s".formatted(coins.weight(), supply, tip));
    }
  }

  public static Ledger of(Genesis genesis) {
    Hash chain = genesis.chain();
    Trie<Unspent> coins = Trie.empty();
    for (int i = 0; i < genesis.coins().size(); i++) {
      coins = coins.with(genesis.coin(i).hash(), new Unspent(genesis.coins().get(i), 0, 0));
    }
    Trie<Unspent> stakes = Trie.empty();
    for (int i = 0; i < genesis.stakes().size(); i++) {
      stakes = stakes.with(genesis.stake(i).hash(), new Unspent(genesis.stakes().get(i), 0, 0));
    }
    Trie<Mark> admitted = Trie.empty();
    for (Address address : genesis.admitted()) {
      admitted = admitted.with(Offices.key(address), Mark.SET);
    }
    var holders = new Offices.Holders(genesis.minters(), genesis.authority());
    return new Ledger(
        new Tip(chain, 0, genesis.time(), new BlockId(chain)),
        coins,
        stakes,
        coins.weight(),
        new Offices(holders, Trie.empty(), admitted));
  }

  public Optional<Unspent> coin(OutputId id) {
    return coins.get(id.hash());
  }

  public Optional<Unspent> stake(OutputId id) {
    return stakes.get(id.hash());
  }

  /** As {@link #apply(Block, RuleBook, Payees)}, of the bytes of a block. */
  public Verdict apply(byte[] octets, RuleBook rules, Payees payees) {
    if (octets.length > rules.at(tip.height() + 1).limits().blockBytesMax()) {
      return new Refused(Place.BLOCK, Objection.BLOCK_TOO_LARGE);
    }
    Block block;
    try {
      block = Block.decode(octets);
    } catch (Malformed _) {
      return new Refused(Place.BLOCK, Objection.MALFORMED);
    }
    return apply(block, rules, payees);
  }

  /** What the next block makes of this ledger, or where and why it is refused. */
  public Verdict apply(Block block, RuleBook rules, Payees payees) {
    Chapter chapter = rules.at(tip.height() + 1);
    Optional<Refused> misplaced = misplaced(block);
    if (misplaced.isPresent()) {
      return misplaced.get();
    }
    if (block.encode().length > chapter.limits().blockBytesMax()) {
      return new Refused(Place.BLOCK, Objection.BLOCK_TOO_LARGE);
    }
    Draft draft = new Draft(this, chapter);
    for (int i = 0; i < block.entries().size(); i++) {
      Entry entry = block.entries().get(i);
      Optional<Refused> refused = draft.post(i, entry, entry.encode().length);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Optional<Refused> unpaid = unpaid(block, draft, chapter, payees);
    return unpaid.isPresent()
        ? unpaid.get()
        : draft.finish(block.id(), block.time(), block.payouts());
  }

  private Optional<Refused> misplaced(Block block) {
    return unless(block.chain().equals(tip.chain()), Objection.WRONG_CHAIN)
        .or(() -> unless(block.height() == tip.height() + 1, Objection.WRONG_HEIGHT))
        .or(() -> unless(block.parent().equals(tip.id()), Objection.WRONG_PARENT))
        .or(() -> unless(block.time() > tip.time(), Objection.TIME_NOT_LATER));
  }

  private static Optional<Refused> unpaid(
      Block block, Draft draft, Chapter chapter, Payees payees) {
    long reward = chapter.charges().reward();
    if (draft.rewardOverflows()) {
      return Optional.of(new Refused(Place.BLOCK, Objection.OVERFLOW));
    }
    Sum owed = Sum.NOTHING.plus(reward).plus(draft.fees());
    return unless(Sum.of(block.payouts()).equals(owed), Objection.PAYOUTS_NOT_EXACT)
        .or(
            () ->
                unless(
                    block.payouts().equals(payees.payouts(reward, draft.fees())),
                    Objection.WRONG_PAYEES));
  }

  private static Optional<Refused> unless(boolean right, Objection otherwise) {
    return right ? Optional.empty() : Optional.of(new Refused(Place.BLOCK, otherwise));
  }

  /** What held before the last block, which is the one that {@code undo} is of. */
  public Ledger revert(Undo undo) {
    if (!undo.of().equals(tip.id())) {
      throw new IllegalArgumentException("block " + undo.of() + " is not the last, " + tip);
    }
    return new Ledger(
        undo.tip(),
        undo.coins().revert(coins),
        undo.stakes().revert(stakes),
        undo.supply(),
        new Offices(
            undo.holders(),
            undo.nonces().revert(offices.nonces()),
            undo.admitted().revert(offices.admitted())));
  }

  /**
   * The next block, of those of {@code waiting} that can be in it, in their order: never more bytes
   * than the rules allow, its own and the payouts' among them.
   */
  public Block next(long time, List<Entry> waiting, RuleBook rules, Payees payees) {
    Chapter chapter = rules.at(tip.height() + 1);
    long reward = chapter.charges().reward();
    Draft draft = new Draft(this, chapter);
    List<Entry> taken = new ArrayList<>();
    int room = chapter.limits().blockBytesMax() - COUNT_GROWTH;
    for (Entry entry : waiting) {
      Sum fees = Sum.NOTHING.plus(draft.fees()).plus(entry.content().fee());
      if (fees.plus(reward).overflows()) {
        continue;
      }
      int bytes = entry.encode().length;
      Block own = block(time, List.of(), payees.payouts(reward, fees.units()));
      if (bytes + own.encode().length <= room && draft.post(taken.size(), entry, bytes).isEmpty()) {
        taken.add(entry);
        room -= bytes;
      }
    }
    return block(time, taken, payees.payouts(reward, draft.fees()));
  }

  private Block block(long time, List<Entry> entries, List<Holding> payouts) {
    return new Block(tip.chain(), tip.height() + 1, time, tip.id(), entries, payouts);
  }
}
