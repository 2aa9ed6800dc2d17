package rhizome.grid.placement;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Row.Shelf;
import rhizome.kernel.NodeId;

/**
 * Looks for the best node as {@link Placement} defines it, row by row. In each row it goes down
 * both orders at once, and ends where nothing below can be better: the threshold algorithm (Fagin,
 * Lotem, Naor 2001) with the fuller of cpu and memory as what is to be least.
 */
final class Search {

  private record Best(boolean avoided, int siblings, double load, NodeId node) {
    boolean isBelow(@Nullable Best other) {
      if (other == null) {
        return true;
      }
      if (avoided != other.avoided || siblings != other.siblings) {
        return avoided == other.avoided ? siblings < other.siblings : other.avoided;
      }
      return load != other.load ? load < other.load : node.compareTo(other.node) < 0;
    }
  }

  private final Kin kin;
  private final int fewest;
  private final Resources wanted;
  private final List<NodeId> avoid;
  private final Predicate<Seat> takes;
  private @Nullable Best best;

  /**
   * @param fewest no node has fewer siblings
   * @param takes which nodes may be chosen at all
   */
  Search(Seeker seeker, int fewest, Predicate<Seat> takes) {
    this.kin = seeker.kin();
    this.fewest = fewest;
    this.wanted = seeker.amount();
    this.avoid = seeker.avoid();
    this.takes = takes;
  }

  /** Of any node. */
  Search(Seeker seeker, int fewest) {
    this(seeker, fewest, _ -> true);
  }

  void look(Row row) {
    Iterator<Shelf> byCpu = row.byCpu().iterator();
    Iterator<Shelf> byMemory = row.byMemory().iterator();
    while (byCpu.hasNext() && byMemory.hasNext()) {
      Shelf cpu = byCpu.next();
      Shelf memory = byMemory.next();
      Resources most = new Resources(cpu.free().cpuMillis(), memory.free().memoryBytes());
      if (!wanted.fitsIn(most) || isBestBelow(row, most)) {
        return; // what was not seen yet has no more left than this
      }
      look(row, cpu);
      if (!memory.free().equals(cpu.free())) {
        look(row, memory);
      }
    }
  }

  private boolean isBestBelow(Row row, Resources most) {
    return best != null
        && isIdeal(best)
        && best.load < Placement.load(row.capacity(), most.minus(wanted));
  }

  /** It is not avoided, and holds as few siblings as any. */
  private boolean isIdeal(Best some) {
    return !some.avoided && some.siblings == fewest;
  }

  private void look(Row row, Shelf shelf) {
    if (!wanted.fitsIn(shelf.free())) {
      return;
    }
    double load = Placement.load(row.capacity(), shelf.free().minus(wanted));
    if (best != null && isIdeal(best) && best.load < load) {
      return;
    }
    for (Seat seat : shelf.seats()) {
      if (!takes.test(seat)) {
        continue;
      }
      Best next = at(seat, load);
      if (next.isBelow(best)) {
        best = next;
      }
      if (isIdeal(next)) {
        return; // what stands behind it differs only by its name
      }
    }
  }

  private Best at(Seat seat, double load) {
    boolean avoided = !avoid.isEmpty() && avoid.contains(seat.node);
    return new Best(avoided, seat.siblings(kin), load, seat.node);
  }

  /** Looks at one node alone, if it is on offer. */
  void look(Seat seat) {
    Row row = seat.row;
    if (row != null && wanted.fitsIn(seat.free) && takes.test(seat)) {
      Best next = at(seat, Placement.load(row.capacity(), seat.free.minus(wanted)));
      if (next.isBelow(best)) {
        best = next;
      }
    }
  }

  /** Whether it found one that is not to be avoided. */
  boolean isSettled() {
    return best != null && !best.avoided;
  }

  Optional<NodeId> found() {
    return Optional.ofNullable(best).map(Best::node);
  }
}
