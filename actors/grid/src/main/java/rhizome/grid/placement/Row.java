package rhizome.grid.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.model.Resources;
import rhizome.kernel.Labels;

/**
 * Nodes of one capacity and the same labels, on shelves of those that have the same left. The
 * shelves stand in two orders at once: the most cpu first, and the most memory first.
 */
final class Row {

  /** Nodes that are alike but for their names, by name. */
  record Shelf(Resources free, SortedSet<Seat> seats) {}

  private static final Comparator<Resources> MOST_CPU =
      Comparator.comparingLong(Resources::cpuMillis)
          .thenComparingLong(Resources::memoryBytes)
          .reversed();

  private static final Comparator<Resources> MOST_MEMORY =
      Comparator.comparingLong(Resources::memoryBytes)
          .thenComparingLong(Resources::cpuMillis)
          .reversed();

  /** What the nodes of one row have in common. */
  record Kind(Resources capacity, Labels labels) {}

  private final Kind kind;
  private final NavigableMap<Resources, Shelf> byCpu = new TreeMap<>(MOST_CPU);
  private final NavigableMap<Resources, Shelf> byMemory = new TreeMap<>(MOST_MEMORY);

  private int size;

  Row(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  Resources capacity() {
    return kind.capacity;
  }

  Labels labels() {
    return kind.labels;
  }

  /** How many nodes stand in it. */
  int size() {
    return size;
  }

  void add(Resources free, Seat seat) {
    Shelf shelf = byCpu.computeIfAbsent(free, f -> new Shelf(f, new TreeSet<>()));
    byMemory.putIfAbsent(free, shelf);
    shelf.seats.add(seat);
    size++;
  }

  void remove(Resources free, Seat seat) {
    Shelf shelf = byCpu.get(free);
    if (shelf == null || !shelf.seats.remove(seat)) {
      return;
    }
    size--;
    if (shelf.seats.isEmpty()) {
      byCpu.remove(free);
      byMemory.remove(free);
    }
  }

  boolean isEmpty() {
    return byCpu.isEmpty();
  }

  Collection<Shelf> byCpu() {
    return byCpu.values();
  }

  Collection<Shelf> byMemory() {
    return byMemory.values();
  }

  /** The most that is left of each; no node need have both. */
  Resources largestFree() {
    return isEmpty()
        ? Resources.NONE
        : new Resources(byCpu.firstKey().cpuMillis(), byMemory.firstKey().memoryBytes());
  }
}
