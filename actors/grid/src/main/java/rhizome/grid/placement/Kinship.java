package rhizome.grid.placement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the workloads of one service are. */
final class Kinship {

  private final Set<Seat> seats = Collections.newSetFromMap(new LinkedHashMap<>());
  private final SortedMap<Integer, Integer> onOffer = new TreeMap<>();
  private int total;

  /** Every node that has any. */
  Set<Seat> seats() {
    return seats;
  }

  void hold(Seat seat, int workloads) {
    if (workloads > 0) {
      seats.add(seat);
    } else {
      seats.remove(seat);
    }
  }

  /** A node on offer has another number of them now. */
  void spread(int before, int after) {
    if (before > 0) {
      onOffer.merge(before, -1, (count, one) -> count + one == 0 ? null : count + one);
      total--;
    }
    if (after > 0) {
      onOffer.merge(after, 1, Integer::sum);
      total++;
    }
  }

  /** No node of so many on offer has fewer. */
  int fewest(int offered) {
    return total < offered || onOffer.isEmpty() ? 0 : onOffer.firstKey();
  }
}
