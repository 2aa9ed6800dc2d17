package rhizome.runtime.explorer;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.ledger.chain.Block;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.explorer.Spot;
import rhizome.ledger.header.Sealed;

/** What an answer needs of stored blocks: of each, those of its entries that are to be told. */
final class Gathering {

  private final NavigableMap<Long, SortedSet<Integer>> wanted = new TreeMap<>();
  private final NavigableMap<Long, Excerpt> found = new TreeMap<>();
  private final boolean whole;

  /** A block with no entries but these, by their places. */
  record Excerpt(Block block, NavigableMap<Integer, Entry> entries) {
    Entry entry(int place) {
      return Optional.ofNullable(entries.get(place)).orElseThrow();
    }
  }

  private Gathering(boolean whole) {
    this.whole = whole;
  }

  /** All of one block. */
  static Gathering all(long height) {
    Gathering gathering = new Gathering(true);
    gathering.wanted.put(height, new TreeSet<>());
    return gathering;
  }

  static Gathering of(List<Spot> spots) {
    Gathering gathering = new Gathering(false);
    for (Spot spot : spots) {
      if (spot.height() > 0) { // how the chain began is in no block
        gathering.wanted.computeIfAbsent(spot.height(), _ -> new TreeSet<>()).add(spot.place());
      }
    }
    return gathering;
  }

  List<Long> heights() {
    return List.copyOf(wanted.keySet());
  }

  void take(Sealed sealed) {
    Block block = sealed.candidate().block();
    SortedSet<Integer> places = wanted.get(block.height());
    if (places == null) {
      return;
    }
    NavigableMap<Integer, Entry> entries = new TreeMap<>();
    for (int place = 0; place < block.entries().size(); place++) {
      if (whole || places.contains(place)) {
        entries.put(place, block.entries().get(place));
      }
    }
    found.put(block.height(), new Excerpt(without(block), entries));
  }

  private Block without(Block block) {
    return whole
        ? block
        : new Block(
            new Block.Position(block.chain(), block.height(), block.time(), block.parent()),
            List.of(),
            block.payouts(),
            block.evidence());
  }

  /** Whether all blocks were there. */
  boolean isComplete() {
    return found.keySet().containsAll(wanted.keySet());
  }

  /** Of a complete one. */
  Excerpt at(long height) {
    return Optional.ofNullable(found.get(height)).orElseThrow();
  }
}
