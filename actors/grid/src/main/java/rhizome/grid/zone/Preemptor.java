package rhizome.grid.zone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.grid.placement.Seeker;
import rhizome.grid.placement.Stock;
import rhizome.grid.preemption.Preemption;
import rhizome.grid.preemption.Tenant;
import rhizome.grid.zone.Member.Held;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;

/**
 * On which node others would have to leave for somebody of higher priority. It looks at every node,
 * but only if there is anybody lower at all, which in most zones there is not.
 */
final class Preemptor {

  private final Presence presence;
  private final Stock stock;
  // How many of each priority have a place and would give it up.
  private final SortedMap<Integer, Integer> yielding = new TreeMap<>();

  Preemptor(Presence presence, Stock stock) {
    this.presence = presence;
    this.stock = stock;
  }

  void came(Held held) {
    count(held.tenant().priority(), 1);
  }

  void went(Held held) {
    count(held.tenant().priority(), -1);
  }

  private void count(Priority priority, int more) {
    if (!priority.firm()) {
      yielding.merge(priority.value(), more, (all, one) -> all + one == 0 ? null : all + one);
    }
  }

  private boolean isVain(Priority by) {
    return !by.preempts() || yielding.isEmpty() || yielding.firstKey() >= by.value();
  }

  /**
   * The node on which it does least harm.
   *
   * @param own nodes on which a place is held for the seeker, which its wishes need not mind
   * @param isGone who counts as gone, and is not in the stock any more
   * @param isLeaving who leaves already, for somebody who has a claim to it
   */
  Optional<Room> seek(
      Seeker seeker,
      List<NodeId> own,
      Predicate<WorkloadId> isGone,
      Predicate<WorkloadId> isLeaving) {
    if (isVain(seeker.priority())) {
      return Optional.empty();
    }
    Predicate<NodeId> takes = stock.taking(seeker, own);
    List<Room> rooms = new ArrayList<>();
    for (Member member : presence.all()) {
      if (takes.test(member.node) && !holds(member, seeker.workload())) {
        room(member, seeker, isGone, isLeaving).ifPresent(rooms::add);
      }
    }
    return rooms.stream()
        .min(
            Comparator.<Room, Boolean>comparing(room -> seeker.avoid().contains(room.node()))
                .thenComparing(Room::victims, Preemption.leastHarm())
                .thenComparing(Room::node));
  }

  /** Its own earlier place ends by itself. */
  private static boolean holds(Member member, WorkloadId workload) {
    return member.held.containsKey(workload);
  }

  private Optional<Room> room(
      Member member, Seeker seeker, Predicate<WorkloadId> isGone, Predicate<WorkloadId> isLeaving) {
    if (member.facts == null) {
      return Optional.empty();
    }
    Resources beside = stock.used(member.node);
    List<Tenant> tenants = new ArrayList<>();
    for (Held held : member.held.values()) {
      Tenant tenant = held.tenant();
      if (!isGone.test(tenant.workload())) {
        beside = beside.minus(tenant.amount());
        if (!isLeaving.test(tenant.workload())) {
          tenants.add(tenant);
        }
      }
    }
    Resources wanted = beside.plus(seeker.amount());
    return Preemption.victims(tenants, member.facts.capacity(), wanted, seeker.priority())
        .filter(victims -> !victims.isEmpty())
        .map(victims -> new Room(member.node, victims));
  }
}
