package rhizome.ledger.explorer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import rhizome.ledger.address.Address;
import rhizome.ledger.block.BlockId;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.chain.Genesis;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.transaction.TransactionId;

/** What blocks did from one height on; when there is too much of it, the oldest blocks go. */
final class History {

  private final int linesMax;
  private final NavigableMap<Long, Passed> blocks = new TreeMap<>();
  private final Map<BlockId, Passed> byId = new LinkedHashMap<>();
  private final Map<TransactionId, Spot> entries = new LinkedHashMap<>();
  private final Map<Address, NavigableSet<Line>> lines = new LinkedHashMap<>();
  private final Traces traces = new Traces();
  private Tally total = Tally.NOTHING;
  private long next;
  private long count;

  History(int linesMax, long next) {
    this.linesMax = linesMax;
    this.next = next;
  }

  /** The height of the block that it wants to hear of next. */
  long next() {
    return next;
  }

  /** The first height of which something is known. */
  long since() {
    return blocks.isEmpty() ? next : blocks.firstKey();
  }

  /** What was there before the first block; only where that is the first of the history, too. */
  void found(Genesis genesis) {
    traces.found(genesis);
    total = Tally.of(List.of(ToldBlock.entry(genesis)), 0);
  }

  void follow(Block block, Worth worth) {
    follow(block, worth, Optional.empty());
  }

  void follow(Block block, Worth worth, Optional<PublicKey> proposer) {
    if (block.height() != next) {
      throw new IllegalArgumentException("block %d, not %d".formatted(block.height(), next));
    }
    var told = Account.of(block, worth);
    Passed passed = passed(block, worth, List.copyOf(told.keySet()), proposer);
    total = passed.upTo();
    blocks.put(next, passed);
    byId.put(passed.id(), passed);
    for (int place = 0; place < passed.entries().size(); place++) {
      entries.put(passed.entries().get(place), new Spot(next, place));
    }
    told.forEach((address, more) -> of(address).addAll(more.values()));
    next++;
    count += passed.lines();
    while (count > linesMax && blocks.size() > 1) {
      forget(blocks.pollFirstEntry().getValue());
    }
  }

  private Passed passed(
      Block block, Worth worth, List<Address> touched, Optional<PublicKey> proposer) {
    BlockId id = block.id();
    List<TransactionId> names = block.entries().stream().map(Entry::id).toList();
    List<Paid> unsaid = traces.follow(block, id, names, worth);
    long fees = block.entries().stream().mapToLong(it -> it.content().fee()).sum();
    Tally own = Tally.of(block.entries(), block.payouts().size() + unsaid.size());
    return new Passed(
        next, block.time(), id, names, touched, proposer, unsaid, fees, own, total.plus(own));
  }

  private NavigableSet<Line> of(Address address) {
    return lines.computeIfAbsent(address, _ -> new TreeSet<>());
  }

  private void forget(Passed passed) {
    count -= passed.lines();
    byId.remove(passed.id());
    passed.entries().forEach(entries::remove);
    traces.forget(passed.height());
    Line end = Line.at(passed.height() + 1, 0);
    for (Address address : passed.touched()) {
      NavigableSet<Line> all = of(address);
      all.headSet(end, false).clear();
      if (all.isEmpty()) {
        lines.remove(address);
      }
    }
  }

  /** All that is kept, by whatever name. */
  int size() {
    return blocks.size()
        + byId.size()
        + entries.size()
        + traces.size()
        + lines.values().stream().mapToInt(NavigableSet::size).sum();
  }

  Optional<Passed> block(long height) {
    return Optional.ofNullable(blocks.get(height));
  }

  Optional<Passed> block(BlockId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The first blocks past a height. */
  Stream<Passed> after(long height) {
    return blocks.tailMap(height, false).values().stream();
  }

  Optional<Spot> entry(TransactionId id) {
    return Optional.ofNullable(entries.get(id));
  }

  Optional<Trace> trace(Hash output) {
    return traces.get(output);
  }

  /** The newest first, of those before {@code end}. */
  Stream<Line> lines(Address address, Line end) {
    NavigableSet<Line> all = lines.get(address);
    return all == null ? Stream.of() : all.headSet(end, false).descendingSet().stream();
  }
}
