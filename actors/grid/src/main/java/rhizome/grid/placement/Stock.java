package rhizome.grid.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What many nodes have left, kept so that the best one is found without looking at each. It chooses
 * as {@link Placement} does. Nodes of one capacity stand in one row, those that are alike on one
 * shelf of it, so that a choice looks at some shelves of each row.
 */
public final class Stock {

  /** How many of the nodes on offer have how many workloads of one service, where they have any. */
  private static final class Spread {
    final SortedMap<Integer, Integer> nodes = new TreeMap<>();
    int total;
  }

  private final Map<NodeId, Seat> seats = new LinkedHashMap<>();
  private final Map<Kin, Spread> spreads = new LinkedHashMap<>();
  private final Map<Resources, Row> rows = new LinkedHashMap<>();
  private int offered;

  /** The node takes workloads, and has so much in all. */
  public void offer(NodeId node, Resources capacity) {
    Seat seat = seats.computeIfAbsent(node, Seat::new);
    if (seat.row != null && seat.row.capacity().equals(capacity)) {
      return;
    }
    withdraw(seat);
    seat.row = rows.computeIfAbsent(capacity, Row::new);
    seat.free = capacity.minus(seat.used);
    seat.row.add(seat.free, seat);
    seat.kin.forEach((kin, count) -> spread(kin, 0, count));
    offered++;
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
    Row row = seat.row;
    if (row == null) {
      return;
    }
    row.remove(seat.free, seat);
    if (row.isEmpty()) {
      rows.remove(row.capacity());
    }
    seat.row = null;
    seat.kin.forEach((kin, count) -> spread(kin, count, 0));
    offered--;
  }

  private void forgetIfUnused(Seat seat) {
    if (seat.row == null && seat.isEmpty()) {
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
    if (seat.row != null) {
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
    Row row = seat.row;
    if (row != null) {
      Resources free = row.capacity().minus(seat.used);
      if (!free.equals(seat.free)) {
        row.remove(seat.free, seat);
        row.add(free, seat);
        seat.free = free;
      }
    }
  }

  /** Its home if that takes it, even if there are better ones; else as any other. */
  public Choice choose(
      WorkloadId workload, Resources wanted, List<NodeId> avoid, Optional<NodeId> home) {
    return home.filter(node -> !avoid.contains(node))
        .filter(node -> takes(node, wanted))
        .map(node -> new Choice(Optional.of(node), ""))
        .orElseGet(() -> choose(workload, wanted, avoid));
  }

  private boolean takes(NodeId node, Resources wanted) {
    Seat seat = seats.get(node);
    return seat != null && seat.row != null && wanted.fitsIn(seat.free);
  }

  /** As {@link Placement#choose} of the nodes on offer. */
  public Choice choose(WorkloadId workload, Resources wanted, List<NodeId> avoid) {
    Kin kin = Kin.of(workload);
    Search search = new Search(kin, fewest(kin), wanted, avoid);
    rows.values().forEach(search::look);
    Optional<NodeId> found = search.found();
    return new Choice(
        found, found.isPresent() ? "" : Placement.refusal(wanted, offered, largestFree()));
  }

  /** No node on offer has fewer workloads of this service. */
  private int fewest(Kin kin) {
    Spread spread = spreads.get(kin);
    return spread == null || spread.total < offered ? 0 : spread.nodes.firstKey();
  }

  private Resources largestFree() {
    Resources largest = Resources.NONE;
    for (Row row : rows.values()) {
      largest = Placement.larger(largest, row.largestFree());
    }
    return largest;
  }

  /** How many nodes are on offer. */
  public int size() {
    return offered;
  }

  /** The nodes on offer, the emptiest first, and of those alike the first by name. */
  public List<NodeId> byLoad() {
    Map<Seat, Double> loads = new TreeMap<>();
    for (Row row : rows.values()) {
      for (Row.Shelf shelf : row.byCpu()) {
        double load = Placement.load(row.capacity(), shelf.free());
        shelf.seats().forEach(seat -> loads.put(seat, load));
      }
    }
    return loads.entrySet().stream()
        .sorted(Map.Entry.comparingByValue()) // stable, so names stay in order
        .map(entry -> entry.getKey().node)
        .toList();
  }
}
