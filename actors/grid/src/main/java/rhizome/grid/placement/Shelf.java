package rhizome.grid.placement;

import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.blueprints.model.Resources;

/** Nodes that offer the same and have the same left, by name. */
final class Shelf {

  /** Where a shelf stands; by load first, so that the emptiest nodes come first. */
  record Place(double load, Resources capacity, Resources free) implements Comparable<Place> {

    private static final Comparator<Resources> AMOUNT =
        Comparator.comparingLong(Resources::cpuMillis).thenComparingLong(Resources::memoryBytes);

    private static final Comparator<Place> ORDER =
        Comparator.comparingDouble(Place::load)
            .thenComparing(Place::capacity, AMOUNT)
            .thenComparing(Place::free, AMOUNT);

    static Place of(Resources capacity, Resources free) {
      return new Place(Placement.load(capacity, free), capacity, free);
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private final SortedSet<Seat> seats = new TreeSet<>();

  SortedSet<Seat> seats() {
    return seats;
  }
}
