package rhizome.ledger.chain.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Genesis.Founder;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.stake.Bond;
import rhizome.ledger.chain.stake.Enrolled;
import rhizome.ledger.chain.stake.Epoch;
import rhizome.ledger.chain.stake.Shares;
import rhizome.ledger.chain.stake.Shares.Credit;
import rhizome.ledger.chain.stake.Staking;
import rhizome.ledger.chain.state.Verdict.Refused;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.consensus.validator.Validator;
import rhizome.ledger.consensus.validator.ValidatorSet;
import rhizome.ledger.consensus.vote.Evidence;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/**
 * What holds on a chain after its last block. A ledger that exists is balanced: what is unspent,
 * payouts that are not mature among it, and what is kept for validators and those bonded to them,
 * is what was ever made and not burned.
 */
public record Ledger(
    Tip tip, Trie<Unspent> coins, Trie<Unspent> stakes, long supply, Offices offices, Roll roll) {

  /** The number of entries takes 1 to 4 bytes; so many more than in an empty block. */
  private static final int COUNT_GROWTH = 3;

  /** The last block of a chain; time in milliseconds of Unix. */
  public record Tip(Hash chain, long height, long time, BlockId id) {

    private static final long SECOND = 1_000;

    /** What locks see, which are the seed's and count seconds. */
    public long seconds() {
      return Math.floorDiv(time, SECOND);
    }
  }

  /**
   * All that ever enrolled, by key, and the epochs that may still matter, the next block's last.
   */
  public record Roll(Trie<Enrolled> validators, List<Epoch> epochs) {
    public Roll {
      epochs = List.copyOf(epochs);
    }

    /** The epoch of {@code height}, if it is not forgotten. */
    public Optional<Epoch> at(long height) {
      return epochs.reversed().stream().filter(epoch -> epoch.first() <= height).findFirst();
    }

    static SortedMap<PublicKey, Enrolled> all(Trie<Enrolled> validators) {
      var all = new TreeMap<PublicKey, Enrolled>(Comparator.comparing(PublicKey::octets));
      validators.forEach((octets, each) -> all.put(new PublicKey(octets), each));
      return all;
    }
  }

  public Ledger {
    if (coins.weight() + roll.validators().weight() != supply) {
      throw new IllegalStateException(
          "%d units are unspent and %d kept of a supply of %d at %s"
              .formatted(coins.weight(), roll.validators().weight(), supply, tip));
    }
  }

  public static Ledger of(Genesis genesis) {
    TransactionId id = genesis.id();
    Hash chain = id.hash();
    Trie<Unspent> coins = Trie.empty();
    for (int i = 0; i < genesis.coins().size(); i++) {
      coins = coins.with(Names.coin(id, i).hash(), new Unspent(genesis.coins().get(i), 0, 0));
    }
    Trie<Mark> admitted = Trie.empty();
    for (Address address : genesis.admitted()) {
      admitted = admitted.with(Offices.key(address), Mark.SET);
    }
    var holders = new Offices.Holders(genesis.minters(), genesis.authority());
    Trie<Unspent> stakes = stakes(genesis, id);
    return new Ledger(
        new Tip(chain, 0, genesis.time(), new BlockId(chain)),
        coins,
        stakes,
        coins.weight(),
        new Offices(holders, Trie.empty(), admitted),
        roll(genesis, stakes.weight()));
  }

  private static Trie<Unspent> stakes(Genesis genesis, TransactionId id) {
    Trie<Unspent> stakes = Trie.empty();
    List<Holding> all = genesis.allStakes();
    for (int i = 0; i < all.size(); i++) {
      int founder = i - genesis.stakes().size();
      Bond bond =
          founder < 0
              ? Bond.NONE
              : new Bond(Optional.of(genesis.founders().get(founder).key()), 0, Optional.empty());
      stakes = stakes.with(Names.stake(id, i).hash(), new Unspent(all.get(i), 0, 0, bond));
    }
    return stakes;
  }

  private static Roll roll(Genesis genesis, long total) {
    Trie<Enrolled> validators = Trie.empty();
    for (Founder founder : genesis.founders()) {
      Enrolled enrolled = Enrolled.of(founder.terms(), 0, 0).bonded(founder.stake().units());
      validators = validators.with(founder.key().octets(), enrolled);
    }
    return new Roll(
        validators,
        Epoch.elect(Roll.all(validators), ValidatorSet.VALIDATORS_MAX, 1, total)
            .map(set -> List.of(new Epoch(0, 1, set)))
            .orElse(List.of()));
  }

  public Optional<Enrolled> validator(PublicKey key) {
    return roll.validators().get(key.octets());
  }

  /** Who votes on the next block; nobody was ever elected if that is empty. */
  public Optional<Epoch> epoch() {
    return roll.at(tip.height() + 1);
  }

  /**
   * Pays the next block by the rules of stake: {@code proposer} makes it, and {@code signers} stand
   * in the certificate of the last one. Who is guilty has no share while anybody else has.
   */
  public Payees payees(RuleBook rules, PublicKey proposer, List<PublicKey> signers) {
    Staking staking = rules.at(tip.height() + 1).staking().orElseThrow();
    List<Validator> sharing =
        roll.at(tip.height()).stream()
            .flatMap(epoch -> epoch.set().all().stream())
            .filter(each -> signers.contains(each.key()) && !known(each.key()).isFrozen())
            .toList();
    boolean barred = known(proposer).isFrozen() && !sharing.isEmpty();
    var shares = new Shares(proposer, barred ? 0 : staking.proposerParts(), sharing);
    return new Payees() {
      @Override
      public List<Holding> payouts(long reward, long fees) {
        return List.of();
      }

      @Override
      public List<Credit> credits(long reward, long fees) {
        return shares.credits(Math.addExact(reward, fees), key -> known(key).terms());
      }
    };
  }

  private Enrolled known(PublicKey key) {
    return validator(key)
        .orElseThrow(() -> new IllegalArgumentException(key + " never enrolled, at " + tip));
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

  /**
   * What the next block makes of this ledger, or where and why it is refused. All signatures of it
   * are looked at together; where that is not the end of it, one by one in their order.
   */
  public Verdict apply(Block block, RuleBook rules, Payees payees) {
    List<Autograph> autographs = new ArrayList<>();
    RuleBook trusting =
        rules.checkedBy(
            (key, message, signature) -> autographs.add(new Autograph(key, message, signature)));
    Verdict verdict = applied(block, trusting, payees);
    return verdict instanceof Verdict.Applied && rules.verifier().wrong(autographs).isEmpty()
        ? verdict
        : applied(block, rules, payees);
  }

  private Verdict applied(Block block, RuleBook rules, Payees payees) {
    Chapter chapter = rules.at(tip.height() + 1);
    Optional<Refused> misplaced = misplaced(block);
    if (misplaced.isPresent()) {
      return misplaced.get();
    }
    if (block.encode().length > chapter.limits().blockBytesMax()) {
      return new Refused(Place.BLOCK, Objection.BLOCK_TOO_LARGE);
    }
    Draft draft = new Draft(this, chapter, rules.verifier());
    for (Evidence evidence : block.evidence()) {
      Optional<Refused> refused = draft.accuse(evidence);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    for (int i = 0; i < block.entries().size(); i++) {
      Entry entry = block.entries().get(i);
      Optional<Refused> refused = draft.post(i, entry, entry.size());
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    return ended(block, draft, chapter, payees);
  }

  /** Of a block that is all posted: whether it pays whom it should, and what it makes of this. */
  private static Verdict ended(Block block, Draft draft, Chapter chapter, Payees payees) {
    Optional<Refused> unpaid = unpaid(block, draft, chapter, payees);
    if (unpaid.isPresent()) {
      return unpaid.get();
    }
    List<Credit> credits = payees.credits(chapter.charges().reward(), draft.fees());
    return draft.finish(block.id(), block.time(), block.payouts(), credits);
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
    Sum paid = Sum.of(block.payouts());
    for (Credit credit : payees.credits(reward, draft.fees())) {
      paid = paid.plus(credit.own()).plus(credit.shared());
    }
    return unless(paid.equals(owed), Objection.PAYOUTS_NOT_EXACT)
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
            undo.admitted().revert(offices.admitted())),
        new Roll(undo.validators().revert(roll.validators()), undo.epochs()));
  }

  /**
   * The next block, of those of {@code waiting} that can be in it, in their order: never more bytes
   * than the rules allow, its own and the payouts' among them.
   */
  public Block next(long time, List<Entry> waiting, RuleBook rules, Payees payees) {
    return write(time, waiting, List.of(), rules, payees).block();
  }

  /** A block, and what {@link #apply} says of it. */
  public record Written(Block block, Verdict verdict) {}

  /** The same with what of {@code evidence} convicts somebody; and what it makes of this ledger. */
  public Written write(
      long time, List<Entry> waiting, List<Evidence> evidence, RuleBook rules, Payees payees) {
    Chapter chapter = rules.at(tip.height() + 1);
    long reward = chapter.charges().reward();
    Draft draft = new Draft(this, chapter, rules.verifier());
    List<Evidence> shown = evidence.stream().filter(each -> draft.accuse(each).isEmpty()).toList();
    List<Entry> taken = new ArrayList<>();
    int room = chapter.limits().blockBytesMax() - COUNT_GROWTH;
    for (Entry entry : waiting) {
      Sum fees = Sum.NOTHING.plus(draft.fees()).plus(entry.content().fee());
      if (fees.plus(reward).overflows()) {
        continue;
      }
      int bytes = entry.size();
      Block own = block(time, List.of(), payees.payouts(reward, fees.units()), shown);
      if (bytes + own.encode().length <= room && draft.post(taken.size(), entry, bytes).isEmpty()) {
        taken.add(entry);
        room -= bytes;
      }
    }
    Block block = block(time, taken, payees.payouts(reward, draft.fees()), shown);
    Optional<Refused> misplaced = misplaced(block);
    return new Written(
        block, misplaced.isPresent() ? misplaced.get() : ended(block, draft, chapter, payees));
  }

  private Block block(
      long time, List<Entry> entries, List<Holding> payouts, List<Evidence> evidence) {
    return new Block(
        new Block.Position(tip.chain(), tip.height() + 1, time, tip.id()),
        entries,
        payouts,
        evidence);
  }
}
