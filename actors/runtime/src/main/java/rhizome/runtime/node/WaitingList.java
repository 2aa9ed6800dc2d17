package rhizome.runtime.node;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Seeker;
import rhizome.grid.zone.Losses;
import rhizome.grid.zone.Room;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.ZoneShell.FindPlace;

/**
 * Who found no place: the higher priority first, and of one the first that came. Tried again when
 * something became free; where nothing did, others leave for it if they are lower (ADR 0029).
 */
final class WaitingList {

  /** Beyond it they come again by their own resync. */
  static final int WAITING_MAX = 10_000;

  /** Who is told of a place. */
  interface Placed {
    void at(FindPlace request, NodeId node, boolean preempting);
  }

  private final ZoneIndex index;
  private final Losses losses;
  private final Map<WorkloadId, FindPlace> waiting = new LinkedHashMap<>();
  private int wishing;
  private boolean heldBack;

  /**
   * @param losses says whether, and how fast, others may be taken their places
   */
  WaitingList(ZoneIndex index, Losses losses) {
    this.index = index;
    this.losses = losses;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether somebody waits who may find a place though nothing became free. */
  boolean hasWishes() {
    return wishing > 0;
  }

  /** Whether somebody only waits until places may be taken again. */
  boolean isHeldBack() {
    return heldBack && !waiting.isEmpty();
  }

  /** Whether somebody waits who goes before one of that priority. */
  boolean isBefore(Priority priority) {
    return waiting.values().stream().anyMatch(r -> r.priority().value() > priority.value());
  }

  Placement.Choice find(FindPlace request, Instant now) {
    Placement.Choice free = index.choose(request.seeker(), now);
    Placement.Choice choice = free.node().isPresent() ? free : preempt(request, free, now);
    remove(request.workload());
    if (choice.node().isEmpty() && waiting.size() < WAITING_MAX) {
      waiting.put(request.workload(), request);
      wishing += request.wishes().none() ? 0 : 1;
    }
    return choice;
  }

  private void remove(WorkloadId workload) {
    FindPlace request = waiting.remove(workload);
    wishing -= request == null || request.wishes().none() ? 0 : 1;
  }

  private Placement.Choice preempt(FindPlace request, Placement.Choice otherwise, Instant now) {
    Optional<Room> room = index.preemptible(request.seeker());
    if (room.isEmpty()) {
      return otherwise;
    }
    if (losses.admit(room.get().victims().size(), now)) {
      return index.preempt(request.seeker(), room.get(), now);
    }
    heldBack = true;
    return new Placement.Choice(
        Optional.empty(), otherwise.reason() + "; what is lower is not replaced just now");
  }

  /** Places whom it can. What does not fit once does not fit in this round, nor does more. */
  void place(Instant now, Placed placed) {
    heldBack = false;
    Round round = new Round();
    for (FindPlace request : inOrder()) {
      Placement.Choice choice = round.choose(request, now);
      choice
          .node()
          .ifPresent(
              node -> {
                remove(request.workload());
                placed.at(request, node, choice.preempting());
              });
    }
  }

  /** All of them, in the order in which they are tried. */
  List<Seeker> seekers() {
    return inOrder().stream().map(FindPlace::seeker).toList();
  }

  private List<FindPlace> inOrder() {
    return waiting.values().stream()
        .sorted(Comparator.comparingInt(request -> -request.priority().value())) // stable
        .toList();
  }

  /** What was tried in vain. A lower priority may take no more places than a higher one. */
  private final class Round {
    private final TooMuch tooMuch = new TooMuch();
    private final TooMuch tooMuchEvenSo = new TooMuch();
    private final Set<Alike> inVain = new LinkedHashSet<>();

    Placement.Choice choose(FindPlace request, Instant now) {
      Placement.Choice none = new Placement.Choice(Optional.empty(), "");
      if (!request.wishes().none()) {
        return inVain.contains(Alike.of(request)) ? none : wished(request, now);
      }
      if (!tooMuch.isIn(request.wanted())) {
        Placement.Choice free = index.choose(request.seeker(), now);
        if (free.node().isPresent()) {
          return free;
        }
        tooMuch.add(request.wanted());
      }
      if (heldBack || !request.priority().preempts() || tooMuchEvenSo.isIn(request.wanted())) {
        return none;
      }
      Placement.Choice taken = preempt(request, none, now);
      if (taken.node().isEmpty() && !heldBack) {
        tooMuchEvenSo.add(request.wanted());
      }
      return taken;
    }

    private Placement.Choice wished(FindPlace request, Instant now) {
      Placement.Choice free = index.choose(request.seeker(), now);
      Placement.Choice choice =
          free.node().isPresent() || heldBack ? free : preempt(request, free, now);
      if (choice.node().isEmpty()) {
        inVain.add(Alike.of(request));
      }
      return choice;
    }
  }

  /** What one of a service with wishes does not find, the next of it does not find either. */
  private record Alike(
      RobotId robot, String service, Resources wanted, Wishes wishes, Priority priority) {
    static Alike of(FindPlace request) {
      WorkloadId workload = request.workload();
      return new Alike(
          workload.robot(),
          workload.service(),
          request.wanted(),
          request.wishes(),
          request.priority());
    }
  }

  /** Amounts that do not fit: of those that contain each other, the smallest. */
  private static final class TooMuch {
    // The more cpu, the less memory.
    private final NavigableMap<Long, Long> memoryByCpu = new TreeMap<>();

    boolean isIn(Resources wanted) {
      Map.Entry<Long, Long> amount = memoryByCpu.floorEntry(wanted.cpuMillis());
      return amount != null && amount.getValue() <= wanted.memoryBytes();
    }

    /** One in which there is none yet. */
    void add(Resources amount) {
      Map.Entry<Long, Long> larger = memoryByCpu.ceilingEntry(amount.cpuMillis());
      while (larger != null && larger.getValue() >= amount.memoryBytes()) {
        memoryByCpu.remove(larger.getKey());
        larger = memoryByCpu.ceilingEntry(amount.cpuMillis());
      }
      memoryByCpu.put(amount.cpuMillis(), amount.memoryBytes());
    }
  }
}
