package rhizome.ledger.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.chain.Move;
import rhizome.ledger.chain.Names;
import rhizome.ledger.chain.state.Ledger;
import rhizome.ledger.chain.state.Trie;
import rhizome.ledger.chain.state.Unspent;
import rhizome.ledger.condition.Moment;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Candidate;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.transaction.TransactionId;

/**
 * Follows blocks, and knows whose the unspent outputs are, which entry is where, and what was done
 * to whom. What is unspent is all known, always; of what was, the newest so many lines. Is changed
 * in place, by one who owns it.
 */
public final class Explorer {

  private final Map<Address, Held> held = new LinkedHashMap<>();
  private final Circles circles = new Circles();
  private final History history;
  private Worth.Read read = new Worth.Read();
  private Ledger ledger;

  /** An output with its name. */
  public record Output(OutputId id, Unspent unspent) {}

  /** In which block an entry is, and as which of its entries. */
  public record Whereabouts(Passed block, int place) {}

  /**
   * Finds whose all outputs of a ledger are.
   *
   * @param since height of the first block that it will be told of; those up to the ledger's come
   *     by {@link #recall}
   * @param linesMax so much history: one for each block, entry, output and address that is touched
   */
  public Explorer(Ledger ledger, long since, int linesMax) {
    this.ledger = ledger;
    this.history = new History(linesMax, since);
    ledger.coins().forEach(this::addCoin);
    ledger.stakes().forEach(this::addStake);
  }

  private void addCoin(Hash id, Unspent output) {
    of(output).addCoin(id, output);
    circles.add(output.holding().condition());
  }

  private void addStake(Hash id, Unspent output) {
    of(output).addStake(id, output);
    circles.add(output.holding().condition());
  }

  private Held of(Unspent output) {
    Address address = output.holding().condition().address();
    return held.computeIfAbsent(address, _ -> new Held());
  }

  // -- what happens

  /**
   * What there was before the first block, where the history begins with that; to be said before
   * any block is.
   */
  public void found(Genesis genesis) {
    history.found(genesis);
    if (isBehind()) {
      read.found(genesis);
    }
  }

  /** One more block, and what holds after it. */
  public void follow(Block block, Ledger after) {
    follow(block, after, Optional.empty());
  }

  /** The same, and who made it. */
  public void follow(Candidate candidate, Ledger after) {
    follow(candidate.block(), after, Optional.of(candidate.header().proposer()));
  }

  private void follow(Block block, Ledger after, Optional<PublicKey> proposer) {
    if (!block.parent().equals(ledger.tip().id()) || !block.id().equals(after.tip().id())) {
      throw new IllegalArgumentException(
          "block %s leads from %s to %s".formatted(block.id(), ledger.tip(), after.tip()));
    }
    List<OutputId> coins = new ArrayList<>(Worth.Known.names(after, block.height()));
    List<OutputId> stakes = new ArrayList<>();
    block.entries().forEach(entry -> collect(entry, coins, stakes));
    for (int i = 0; i < block.payouts().size(); i++) {
      coins.add(Names.payout(block.id(), i));
    }
    coins.forEach(id -> moveCoin(id.hash(), after));
    stakes.forEach(id -> moveStake(id.hash(), after));
    if (block.height() == history.next()) {
      history.follow(block, new Worth.Known(ledger, after), proposer);
    }
    ledger = after;
  }

  /** All that the entry may have made, or taken away. */
  private static void collect(Entry entry, List<OutputId> coins, List<OutputId> stakes) {
    var content = entry.content();
    coins.addAll(content.coins().inputs());
    coins.addAll(entry.coins());
    for (OutputId input : content.stakes().inputs()) {
      stakes.add(input);
      coins.add(Names.earned(input));
    }
    stakes.addAll(entry.stakes());
  }

  private void moveCoin(Hash id, Ledger after) {
    Optional<Unspent> was = ledger.coins().get(id);
    Optional<Unspent> is = after.coins().get(id);
    if (was.isPresent() && is.isEmpty()) {
      of(was.get()).removeCoin(id, was.get());
      drop(was.get());
    } else if (was.isEmpty() && is.isPresent()) {
      addCoin(id, is.get());
    }
  }

  private void moveStake(Hash id, Ledger after) {
    Optional<Unspent> was = ledger.stakes().get(id);
    Optional<Unspent> is = after.stakes().get(id);
    if (was.isPresent() && is.isEmpty()) {
      of(was.get()).removeStake(id, was.get());
      drop(was.get());
    } else if (was.isEmpty() && is.isPresent()) {
      addStake(id, is.get());
    }
  }

  private void drop(Unspent output) {
    circles.remove(output.holding().condition());
    Address address = output.holding().condition().address();
    if (of(output).isEmpty()) {
      held.remove(address);
    }
  }

  /** Whether blocks up to the ledger's are to be recalled still. */
  public boolean isBehind() {
    return history.next() <= ledger.tip().height();
  }

  /** The height of the block that is to be recalled next, or will be followed. */
  public long next() {
    return history.next();
  }

  /**
   * A block that was before. Of outputs that were made earlier still it is not known what they were
   * worth, nor what validators and their stake were paid.
   */
  public void recall(Block block) {
    recall(block, Optional.empty());
  }

  /** The same, and who made it. */
  public void recall(Candidate candidate) {
    recall(candidate.block(), Optional.of(candidate.header().proposer()));
  }

  private void recall(Block block, Optional<PublicKey> proposer) {
    if (!isBehind()) {
      throw new IllegalArgumentException("block %d is known".formatted(block.height()));
    }
    history.follow(block, read, proposer);
    read.follow(block);
    if (!isBehind()) {
      read = new Worth.Read();
    }
  }

  // -- what is known

  public Ledger ledger() {
    return ledger;
  }

  /** The first height of which there is a history. */
  public long since() {
    return history.since();
  }

  /** What the next block's locks see. */
  public Moment moment() {
    return new Moment(ledger.tip().height() + 1, ledger.tip().seconds());
  }

  /** Whether maturity and time locks let the next block spend it. */
  public boolean isOpen(Unspent output) {
    return Held.isOpen(output, moment());
  }

  public Optional<Passed> block(long height) {
    return history.block(height);
  }

  public Optional<Passed> block(BlockId id) {
    return history.block(id);
  }

  /** Blocks past a height, in their order. */
  public List<Passed> after(long height, int most) {
    return history.after(height).limit(most).toList();
  }

  public Optional<Whereabouts> entry(TransactionId id) {
    return history
        .entry(id)
        .flatMap(it -> history.block(it.height()).map(b -> new Whereabouts(b, it.place())));
  }

  /** What became of an output; nothing if the history does not tell, and it is not unspent. */
  public Optional<Trace> trace(OutputId id) {
    return history
        .trace(id.hash())
        .or(() -> ledger.coin(id).map(it -> unspent(it, false)))
        .or(() -> ledger.stake(id).map(it -> unspent(it, true)));
  }

  private static Trace unspent(Unspent output, boolean stake) {
    return new Trace(stake, Optional.of(output.holding()), Optional.empty(), Optional.empty());
  }

  /** An entry, in a block or not, with what it spends. */
  public ToldEntry told(TransactionId id, Entry entry) {
    var content = entry.content();
    return new ToldEntry(id, entry, worth(content.coins()), worth(content.stakes()));
  }

  private List<Optional<Holding>> worth(Move move) {
    return move.inputs().stream().map(id -> trace(id).flatMap(Trace::holding)).toList();
  }

  /** A block of the history, of whose entries those may be missing that nobody asked for. */
  public ToldBlock told(Passed passed, Block block) {
    List<ToldEntry> entries = block.entries().stream().map(it -> told(it.id(), it)).toList();
    List<Paid> payouts = new ArrayList<>();
    for (int i = 0; i < block.payouts().size(); i++) {
      payouts.add(new Paid(Names.payout(passed.id(), i), block.payouts().get(i)));
    }
    payouts.addAll(passed.unsaid());
    return new ToldBlock(
        passed.id(), block.parent(), block.height(), block.time(), entries, payouts);
  }

  /** Addresses of several that hold something, of which this is one. */
  public List<Address> circles(Address member) {
    return circles.of(member);
  }

  public Sums sums(Address address) {
    Held of = held.get(address);
    return of == null ? Sums.NOTHING : of.sums(ledger);
  }

  /** Coins of an address in the order of their names, past one of them. */
  public List<Output> coins(Address address, Optional<Hash> after, int most) {
    Held of = held.get(address);
    return of == null ? List.of() : page(of.coins, ledger.coins(), after).limit(most).toList();
  }

  /** Stake of an address in the order of its names, past one of them. */
  public List<Output> stakes(Address address, Optional<Hash> after, int most) {
    Held of = held.get(address);
    return of == null ? List.of() : page(of.stakes, ledger.stakes(), after).limit(most).toList();
  }

  private static Stream<Output> page(
      NavigableSet<Hash> ids, Trie<Unspent> outputs, Optional<Hash> after) {
    return after.map(id -> ids.tailSet(id, false)).orElse(ids).stream()
        .map(id -> new Output(new OutputId(id), outputs.get(id).orElseThrow()));
  }

  /** Units of coins that an output of stake has earned up to now where it is bonded. */
  public long earned(Output stake) {
    return new Worth.Known(ledger, ledger).earned(stake.id()).map(Holding::units).orElse(0L);
  }

  /** What was done to an address, the newest first, before a place. */
  public List<Line> lines(Address address, Optional<Line> before, int most) {
    Line end = before.orElse(Line.at(Long.MAX_VALUE, 0));
    return history.lines(address, end).limit(most).toList();
  }
}
