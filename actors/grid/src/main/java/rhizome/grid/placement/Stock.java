package rhizome.grid.placement;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement.Choice;
import rhizome.kernel.Labels;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * What many nodes have left, kept so that the best one is found without looking at each. It chooses
 * as {@link Placement} does. Nodes of one capacity and with the same labels stand in one row, those
 * that are alike on one shelf of it, so that a choice looks at some shelves of each row.
 */
public final class Stock {

  private final Map<NodeId, Seat> seats = new LinkedHashMap<>();
  private final Map<Kin, Kinship> kinships = new LinkedHashMap<>();
  private final Map<Row.Kind, Row> rows = new LinkedHashMap<>();
  private int offered;

  /** As {@link #offer(NodeId, Resources, Labels)}, of a node of which nothing is said. */
  public void offer(NodeId node, Resources capacity) {
    offer(node, capacity, Labels.NONE);
  }

  /** The node takes workloads, and has so much in all. */
  public void offer(NodeId node, Resources capacity, Labels labels) {
    Seat seat = seats.computeIfAbsent(node, Seat::new);
    Row before = seat.row;
    if (before != null && before.capacity().equals(capacity) && before.labels().equals(labels)) {
      return;
    }
    withdraw(seat);
    Row row = rows.computeIfAbsent(new Row.Kind(capacity, labels), Row::new);
    seat.row = row;
    seat.labels = labels;
    seat.free = capacity.minus(seat.used);
    row.add(seat.free, seat);
    seat.kin.forEach((kin, count) -> kinship(kin).spread(0, count));
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
      rows.remove(row.kind());
    }
    seat.row = null;
    seat.kin.forEach((kin, count) -> kinship(kin).spread(count, 0));
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
    Kinship kinship = kinship(kin);
    if (before == 0 || after == 0) {
      kinship.hold(seat, after);
    }
    if (seat.row != null) {
      kinship.spread(before, after);
    }
    if (kinship.seats().isEmpty()) {
      kinships.remove(kin);
    }
  }

  private Kinship kinship(Kin kin) {
    return kinships.computeIfAbsent(kin, _ -> new Kinship());
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

  /** As {@link Placement#choose} of the nodes on offer, for who holds no place any more. */
  public Choice choose(Seeker seeker) {
    return choose(seeker, List.of());
  }

  /**
   * As {@link Placement#choose} of the nodes on offer; but its home if that takes it, even if there
   * are better ones.
   *
   * @param own nodes on which a place is held for it still, which its wishes need not mind
   */
  public Choice choose(Seeker seeker, List<NodeId> own) {
    if (!seeker.wishes().none()) {
      return new Quest(this, seeker, own).choose();
    }
    return seeker
        .home()
        .filter(node -> !seeker.avoid().contains(node))
        .filter(node -> hasRoom(node, seeker.amount()))
        .map(node -> new Choice(Optional.of(node), ""))
        .orElseGet(() -> anywhere(seeker));
  }

  private Choice anywhere(Seeker seeker) {
    Kinship kinship = kinships.get(seeker.kin());
    int fewest = kinship == null ? 0 : kinship.fewest(offered);
    Search search = new Search(seeker, fewest);
    rows.values().forEach(search::look);
    Optional<NodeId> found = search.found();
    return new Choice(
        found, found.isPresent() ? "" : Placement.refusal(seeker.amount(), offered, largestFree()));
  }

  /** Whether it is on offer and has so much left. */
  boolean hasRoom(NodeId node, Resources wanted) {
    Seat seat = seats.get(node);
    return seat != null && seat.row != null && wanted.fitsIn(seat.free);
  }

  /**
   * Whether the wishes of a workload allow that it goes over, and would not rather have it stay.
   */
  public boolean mayGo(Seeker seeker, NodeId from, NodeId to) {
    if (seeker.wishes().none()) {
      return true;
    }
    Quest quest = new Quest(this, seeker, List.of(from));
    return quest.takes(to) && quest.rank(to) >= quest.rank(from);
  }

  /** Which nodes would take it if they had room. */
  public Predicate<NodeId> taking(Seeker seeker, List<NodeId> own) {
    if (!seeker.wishes().none()) {
      return new Quest(this, seeker, own)::takes;
    }
    return node -> {
      Seat seat = seats.get(node);
      return seat != null && seat.row != null;
    };
  }

  /** How much of a node is taken. */
  public Resources used(NodeId node) {
    Seat seat = seats.get(node);
    return seat == null ? Resources.NONE : seat.used;
  }

  /** The nodes that hold workloads of the same service, on offer or not. */
  public List<NodeId> holders(WorkloadId workload) {
    return holders(Kin.of(workload)).stream().map(seat -> seat.node).toList();
  }

  Collection<Seat> holders(Kin kin) {
    Kinship kinship = kinships.get(kin);
    return kinship == null ? List.of() : kinship.seats();
  }

  Collection<Row> rows() {
    return rows.values();
  }

  @Nullable Seat seat(NodeId node) {
    return seats.get(node);
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
