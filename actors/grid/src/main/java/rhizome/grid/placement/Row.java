package rhizome.grid.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.blueprints.model.Resources;

/**
 * Nodes of one capacity, on shelves of those that have the same left. The shelves stand in two
 * orders at once: the most cpu first, and the most memory first.
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

  private final Resources capacity;
  private final NavigableMap<Resources, Shelf> byCpu = new TreeMap<>(MOST_CPU);
  private final NavigableMap<Resources, Shelf> byMemory = new TreeMap<>(MOST_MEMORY);

  Row(Resources capacity) {
    this.capacity = capacity;
  }

  Resources capacity() {
    return capacity;
  }

  void add(Resources free, Seat seat) {
    Shelf shelf = byCpu.computeIfAbsent(free, f -> new Shelf(f, new TreeSet<>()));
    byMemory.putIfAbsent(free, shelf);
    shelf.seats.add(seat);
  }

  void remove(Resources free, Seat seat) {
    Shelf shelf = byCpu.get(free);
    if (shelf != null && shelf.seats.remove(seat) && shelf.seats.isEmpty()) {
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
