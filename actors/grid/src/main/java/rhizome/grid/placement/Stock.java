package rhizome.grid.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What many nodes have left, kept so that the best one is found without looking at each. It chooses
 * as {@link Placement} does. Nodes alike stand on one shelf, the shelves in the order of their
 * load, and a choice ends at the first shelf that no better node can stand on.
 */
public final class Stock {

  /** What rounding may add to or take from a load. */
  private static final double ROUNDING = 1e-9;

  /** How many of the nodes on offer have how many workloads of one service, where they have any. */
  private static final class Spread {
    final SortedMap<Integer, Integer> nodes = new TreeMap<>();
    int total;
  }

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

  /** A node is ideal if it is not avoided and holds as few siblings as any. */
  private record Search(Kin kin, int fewest, List<NodeId> avoid) {

    boolean isIdeal(Best best) {
      return !best.avoided && best.siblings == fewest;
    }

    /** The best of a shelf, or the best so far. */
    @Nullable Best best(Shelf shelf, double load, @Nullable Best soFar) {
      Best best = soFar;
      for (Seat seat : shelf.seats()) {
        boolean avoided = !avoid.isEmpty() && avoid.contains(seat.node);
        Best next = new Best(avoided, seat.siblings(kin), load, seat.node);
        best = next.isBelow(best) ? next : best;
        if (isIdeal(next)) {
          break; // what stands behind it differs only by its name
        }
      }
      return best;
    }
  }

  private final Map<NodeId, Seat> seats = new LinkedHashMap<>();
  private final Map<Kin, Spread> spreads = new LinkedHashMap<>();
  private final NavigableMap<Shelf.Place, Shelf> shelves = new TreeMap<>();
  private Resources largestCapacity = Resources.NONE;
  private int offered;

  /** The node takes workloads, and has so much in all. */
  public void offer(NodeId node, Resources capacity) {
    Seat seat = seats.computeIfAbsent(node, Seat::new);
    if (capacity.equals(seat.capacity)) {
      return;
    }
    withdraw(seat);
    seat.capacity = capacity;
    largestCapacity = Placement.larger(largestCapacity, capacity);
    seat.kin.forEach((kin, count) -> spread(kin, 0, count));
    offered++;
    shelve(seat);
  }

  /** The node takes nothing for now; what is used of it is remembered. */
  public void withdraw(NodeId node) {
    Seat seat = seats.get(node);
    if (seat != null) {
      withdraw(seat);
      forgetIfUnused(seat);
    }
  }

  private void withdraw(Seat seat) {
    if (seat.capacity == null) {
      return;
    }
    unshelve(seat);
    seat.capacity = null;
    seat.kin.forEach((kin, count) -> spread(kin, count, 0));
    offered--;
  }

  private void forgetIfUnused(Seat seat) {
    if (seat.capacity == null && seat.isEmpty()) {
      seats.remove(seat.node);
    }
  }

  /** A workload takes so much of a node, whether it is on offer or not. */
  public void take(NodeId node, WorkloadId workload, Resources amount) {
    Seat seat = seats.computeIfAbsent(node, Seat::new);
    seat.used = seat.used.plus(amount);
    count(seat, Kin.of(workload), 1);
    shelve(seat);
  }

  /** A workload that had taken so much gives it back. */
  public void giveBack(NodeId node, WorkloadId workload, Resources amount) {
    Seat seat = seats.get(node);
    if (seat != null) {
      seat.used = seat.used.minus(amount);
      count(seat, Kin.of(workload), -1);
      shelve(seat);
      forgetIfUnused(seat);
    }
  }

  private void count(Seat seat, Kin kin, int more) {
    int before = seat.siblings(kin);
    int after = before + more;
    if (after == 0) {
      seat.kin.remove(kin);
    } else {
      seat.kin.put(kin, after);
    }
    if (seat.capacity != null) {
      spread(kin, before, after);
    }
  }

  private void spread(Kin kin, int before, int after) {
    Spread spread = spreads.computeIfAbsent(kin, _ -> new Spread());
    if (before > 0) {
      spread.nodes.merge(before, -1, (count, one) -> count + one == 0 ? null : count + one);
      spread.total--;
    }
    if (after > 0) {
      spread.nodes.merge(after, 1, Integer::sum);
      spread.total++;
    }
    if (spread.total == 0) {
      spreads.remove(kin);
    }
  }

  private void shelve(Seat seat) {
    if (seat.capacity != null) {
      Shelf.Place place = Shelf.Place.of(seat.capacity, seat.capacity.minus(seat.used));
      if (!place.equals(seat.place)) {
        unshelve(seat);
        seat.place = place;
        shelves.computeIfAbsent(place, _ -> new Shelf()).seats().add(seat);
      }
    }
  }

  private void unshelve(Seat seat) {
    Shelf.Place place = seat.place;
    Shelf shelf = place == null ? null : shelves.get(place);
    if (place != null && shelf != null) {
      shelf.seats().remove(seat);
      if (shelf.seats().isEmpty()) {
        shelves.remove(place);
      }
    }
    seat.place = null;
  }

  /** As {@link Placement#choose} of the nodes on offer. */
  public Choice choose(WorkloadId workload, Resources wanted, List<NodeId> avoid) {
    Kin kin = Kin.of(workload);
    Search search = new Search(kin, fewest(kin), avoid);
    double step = step(wanted);
    Best best = null;
    for (Map.Entry<Shelf.Place, Shelf> entry : shelves.entrySet()) {
      Shelf.Place place = entry.getKey();
      if (best != null && search.isIdeal(best) && place.load() + step > best.load + ROUNDING) {
        break;
      }
      if (wanted.fitsIn(place.free())) {
        double load = Placement.load(place.capacity(), place.free().minus(wanted));
        best = search.best(entry.getValue(), load, best);
      }
    }
    return best == null
        ? new Choice(Optional.empty(), Placement.refusal(wanted, offered, largestFree()))
        : new Choice(Optional.of(best.node), "");
  }

  /** No node on offer has fewer workloads of this service. */
  private int fewest(Kin kin) {
    Spread spread = spreads.get(kin);
    return spread == null || spread.total < offered ? 0 : spread.nodes.firstKey();
  }

  /** By so much at least the load of any node grows. */
  private double step(Resources wanted) {
    return Math.min(
        share(wanted.cpuMillis(), largestCapacity.cpuMillis()),
        share(wanted.memoryBytes(), largestCapacity.memoryBytes()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / (double) whole;
  }

  private Resources largestFree() {
    Resources largest = Resources.NONE;
    for (Shelf.Place place : shelves.keySet()) {
      largest = Placement.larger(largest, place.free());
    }
    return largest;
  }

  /** How many nodes are on offer. */
  public int size() {
    return offered;
  }

  /** The node on offer with the least load, and of those the first by name. */
  public Optional<NodeId> emptiest() {
    return Optional.ofNullable(shelves.firstEntry()).map(e -> e.getValue().seats().first().node);
  }

  /** The nodes on offer from the fullest on, up to {@code max} of them. */
  public List<NodeId> fullest(int max) {
    List<NodeId> fullest = new ArrayList<>();
    for (Shelf shelf : shelves.descendingMap().values()) {
      for (Seat seat : shelf.seats()) {
        if (fullest.size() == max) {
          return fullest;
        }
        fullest.add(seat.node);
      }
    }
    return fullest;
  }
}
