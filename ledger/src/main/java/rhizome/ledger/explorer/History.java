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
import rhizome.ledger.transaction.TransactionId;

/** What blocks did from one height on; when there is too much of it, the oldest blocks go. */
final class History {

  private final int linesMax;
  private final NavigableMap<Long, Passed> blocks = new TreeMap<>();
  private final Map<BlockId, Passed> byId = new LinkedHashMap<>();
  private final Map<TransactionId, Place> entries = new LinkedHashMap<>();
  private final Map<Address, NavigableSet<Line>> lines = new LinkedHashMap<>();
  private long next;
  private long count;

  /** In which block an entry is, and as which of its entries. */
  record Place(long height, int place) {}

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

  void follow(Block block, Worth worth) {
    if (block.height() != next) {
      throw new IllegalArgumentException("block %d, not %d".formatted(block.height(), next));
    }
    var told = Account.of(block, worth);
    Passed passed = Passed.of(block, List.copyOf(told.keySet()));
    blocks.put(next, passed);
    byId.put(passed.id(), passed);
    for (int place = 0; place < passed.entries().size(); place++) {
      entries.put(passed.entries().get(place), new Place(next, place));
    }
    told.forEach((address, more) -> of(address).addAll(more.values()));
    next++;
    count += passed.lines();
    while (count > linesMax && blocks.size() > 1) {
      forget(blocks.pollFirstEntry().getValue());
    }
  }

  private NavigableSet<Line> of(Address address) {
    return lines.computeIfAbsent(address, _ -> new TreeSet<>());
  }

  private void forget(Passed passed) {
    count -= passed.lines();
    byId.remove(passed.id());
    passed.entries().forEach(entries::remove);
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

  Optional<Place> entry(TransactionId id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** The newest first, of those before {@code end}. */
  Stream<Line> lines(Address address, Line end) {
    NavigableSet<Line> all = lines.get(address);
    return all == null ? Stream.of() : all.headSet(end, false).descendingSet().stream();
  }
}
