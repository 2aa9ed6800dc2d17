package rhizome.runtime.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import rhizome.blueprints.model.Resources;
import rhizome.grid.placement.Placement;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.ZoneShell.FindPlace;

/** Who found no place, in the order of coming; tried again when something became free. */
final class WaitingList {

  /** Beyond it they come again by their own resync. */
  static final int WAITING_MAX = 10_000;

  private final ZoneIndex index;
  private final Map<WorkloadId, FindPlace> waiting = new LinkedHashMap<>();

  WaitingList(ZoneIndex index) {
    this.index = index;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Placement.Choice find(FindPlace request, Instant now) {
    Placement.Choice choice = choose(request, now);
    waiting.remove(request.workload());
    if (choice.node().isEmpty() && waiting.size() < WAITING_MAX) {
      waiting.put(request.workload(), request);
    }
    return choice;
  }

  private Placement.Choice choose(FindPlace request, Instant now) {
    return index.choose(request.workload(), request.wanted(), request.avoid(), request.home(), now);
  }

  /** Places whom it can. What does not fit once does not fit in this round, nor does more. */
  void place(Instant now, BiConsumer<FindPlace, NodeId> placed) {
    TooMuch tooMuch = new TooMuch();
    for (FindPlace request : List.copyOf(waiting.values())) {
      if (tooMuch.isIn(request.wanted())) {
        continue;
      }
      choose(request, now)
          .node()
          .ifPresentOrElse(
              node -> {
                waiting.remove(request.workload());
                placed.accept(request, node);
              },
              () -> tooMuch.add(request.wanted()));
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
