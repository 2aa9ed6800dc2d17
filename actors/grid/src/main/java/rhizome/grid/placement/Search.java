package rhizome.grid.placement;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
  private @Nullable Best best;

  /**
   * @param fewest no node has fewer siblings
   */
  Search(Kin kin, int fewest, Resources wanted, List<NodeId> avoid) {
    this.kin = kin;
    this.fewest = fewest;
    this.wanted = wanted;
    this.avoid = avoid;
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
      boolean avoided = !avoid.isEmpty() && avoid.contains(seat.node);
      Best next = new Best(avoided, seat.siblings(kin), load, seat.node);
      if (next.isBelow(best)) {
        best = next;
      }
      if (isIdeal(next)) {
        return; // what stands behind it differs only by its name
      }
    }
  }

  Optional<NodeId> found() {
    return Optional.ofNullable(best).map(Best::node);
  }
}
