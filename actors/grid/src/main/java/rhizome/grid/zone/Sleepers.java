package rhizome.grid.zone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.node.Facts;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Stock;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** The nodes of a zone that are powered down, as they say it themselves. */
final class Sleepers {

  /**
   * @param since when it fell asleep, or began to wake
   */
  record Sleeper(NodeId node, Facts facts, Instant since, boolean waking) {
    Resources capacity() {
      return facts.capacity();
    }
  }

  /** Who sleeps and would take somebody who waits. */
  record Fit(Seeker seeker, Sleeper sleeper) {}

  private static final Comparator<Sleeper> BY_SIZE =
      Comparator.<Sleeper>comparingLong(s -> s.capacity().cpuMillis())
          .thenComparingLong(s -> s.capacity().memoryBytes())
          .thenComparing(Sleeper::node);

  private record Taken(NodeId node, WorkloadId workload, Resources amount) {}

  private record Alike(RobotId robot, String service, Resources amount, Wishes wishes) {
    static Alike of(Seeker seeker) {
      WorkloadId id = seeker.workload();
      return new Alike(id.robot(), id.service(), seeker.amount(), seeker.wishes());
    }
  }

  private final SortedMap<NodeId, Sleeper> all = new TreeMap<>();

  void put(Sleeper sleeper) {
    all.put(sleeper.node, sleeper);
  }

  @Nullable Sleeper get(NodeId node) {
    return all.get(node);
  }

  void remove(NodeId node) {
    all.remove(node);
  }

  void removeAll(Collection<NodeId> nodes) {
    all.keySet().removeAll(nodes);
  }

  List<Sleeper> waking() {
    return all.values().stream().filter(Sleeper::waking).toList();
  }

  /** Those that are not to wake yet, the smallest first. */
  List<Sleeper> asleep() {
    return all.values().stream().filter(s -> !s.waking).sorted(BY_SIZE).toList();
  }

  /**
   * The first of those who wait whom none takes that is on or wakes, and the smallest that would.
   * Tried on the stock itself, so that every wish counts; it is left as it was.
   */
  Optional<Fit> fit(ZoneIndex index, List<Seeker> waiting) {
    Stock stock = index.stock();
    List<Sleeper> waking = waking();
    List<Taken> taken = new ArrayList<>();
    Map<Alike, Seeker> inVain = new LinkedHashMap<>();
    try {
      waking.forEach(s -> stock.offer(s.node, s.capacity(), s.facts.labels()));
      for (Seeker seeker : waiting) {
        if (inVain.containsKey(Alike.of(seeker))) {
          continue;
        }
        Optional<NodeId> place = stock.choose(seeker, index.places(seeker)).node();
        if (place.isPresent()) {
          stock.take(place.get(), seeker.workload(), seeker.amount());
          taken.add(new Taken(place.get(), seeker.workload(), seeker.amount()));
          continue;
        }
        Optional<Fit> fit =
            asleep().stream()
                .filter(s -> takes(index, seeker, s))
                .findFirst()
                .map(s -> new Fit(seeker, s));
        if (fit.isPresent()) {
          return fit;
        }
        inVain.put(Alike.of(seeker), seeker);
      }
      return Optional.empty();
    } finally {
      taken.forEach(t -> stock.giveBack(t.node, t.workload, t.amount));
      waking.forEach(s -> stock.withdraw(s.node));
    }
  }

  private static boolean takes(ZoneIndex index, Seeker seeker, Sleeper sleeper) {
    if (!seeker.amount().fitsIn(sleeper.capacity())) {
      return false;
    }
    Stock stock = index.stock();
    stock.offer(sleeper.node, sleeper.capacity(), sleeper.facts.labels());
    try {
      return stock.choose(seeker, index.places(seeker)).node().equals(Optional.of(sleeper.node));
    } finally {
      stock.withdraw(sleeper.node);
    }
  }
}
