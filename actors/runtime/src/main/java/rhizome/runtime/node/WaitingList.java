package rhizome.runtime.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.placement.Placement;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.ZoneShell.FindPlace;

/** Who found no place, in the order of coming; tried again when something became free. */
final class WaitingList {

  /** Beyond it they come again by their own resync. */
  static final int WAITING_MAX = 10_000;

  private final ZoneIndex index;
  private final Map<WorkloadId, FindPlace> waiting = new LinkedHashMap<>();
  private int wishing;

  WaitingList(ZoneIndex index) {
    this.index = index;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether somebody waits who may find a place though nothing became free. */
  boolean hasWishes() {
    return wishing > 0;
  }

  Placement.Choice find(FindPlace request, Instant now) {
    Placement.Choice choice = choose(request, now);
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

  private Placement.Choice choose(FindPlace request, Instant now) {
    return index.choose(request.seeker(), now);
  }

  /** Places whom it can. What does not fit once does not fit in this round, nor does more. */
  void place(Instant now, BiConsumer<FindPlace, NodeId> placed) {
    TooMuch tooMuch = new TooMuch();
    Set<Alike> inVain = new LinkedHashSet<>();
    for (FindPlace request : List.copyOf(waiting.values())) {
      if (tooMuch.isIn(request.wanted())
          || (!request.wishes().none() && inVain.contains(Alike.of(request)))) {
        continue;
      }
      choose(request, now)
          .node()
          .ifPresentOrElse(
              node -> {
                remove(request.workload());
                placed.accept(request, node);
              },
              () -> {
                if (request.wishes().none()) {
                  tooMuch.add(request.wanted());
                } else {
                  inVain.add(Alike.of(request));
                }
              });
    }
  }

  /** What one of a service with wishes does not find, the next of it does not find either. */
  private record Alike(RobotId robot, String service, Resources wanted, Wishes wishes) {
    static Alike of(FindPlace request) {
      WorkloadId workload = request.workload();
      return new Alike(workload.robot(), workload.service(), request.wanted(), request.wishes());
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
