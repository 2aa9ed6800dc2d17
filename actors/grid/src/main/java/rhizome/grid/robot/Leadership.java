package rhizome.grid.robot;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rhizome.blueprints.model.Service;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * Who of a service leads (ADR 0026). Leadership never moves while whoever has it may still run: it
 * is bound to a lease, and a service with a leader is single, so that a later lease of the same
 * workload, or a search for a place, says that the process of before is gone for certain. A leader
 * that is only unready is waited for.
 */
final class Leadership {

  private final SortedMap<WorkloadId, Slot> wanted;

  private Leadership(RobotId id, Active active, Service service) {
    this.wanted =
        active
            .slots()
            .subMap(
                new WorkloadId(id, service.name(), 0),
                new WorkloadId(id, service.name(), service.replicas()));
  }

  /** Who leads from now on, if it is not who does. */
  static Optional<Leading> next(RobotId id, Active active, Service service) {
    if (!service.leads()) {
      return Optional.empty();
    }
    Leadership leadership = new Leadership(id, active, service);
    Leading now = active.changes().leaders().get(service.name());
    if (now == null) {
      return leadership.first(_ -> true, 1);
    }
    WorkloadId known = new WorkloadId(id, service.name(), now.leader().slot());
    Slot slot = active.slots().get(known);
    return isOver(slot, now.lease())
        ? leadership.heir(known, slot, now.leader().term() + 1)
        : Optional.empty();
  }

  /** Whether nothing runs any more of what had the lease. */
  private static boolean isOver(@Nullable Slot slot, Lease lease) {
    if (slot == null) {
      return true;
    }
    if (slot.lease().isPresent()) {
      return slot.lease().get().epoch() > lease.epoch();
    }
    return switch (slot.status()) {
      case PENDING -> !slot.detail().isEmpty(); // why no place was found: it sought one
      case GONE -> slot.standing() == Standing.DISCARDED;
      case COMPLETED, FAILED -> true;
      case STARTING, READY, UNHEALTHY, PARKED, RETIRING -> false;
    };
  }

  /**
   * Whoever is ready has what the last one left behind. Where nobody is, one that was ready is
   * waited for; and else the same workload leads under its new lease.
   */
  private Optional<Leading> heir(WorkloadId before, @Nullable Slot slot, long term) {
    Optional<Leading> ready = first(other -> other.status() == Status.READY, term);
    if (ready.isPresent()) {
      return ready;
    }
    boolean awaited =
        wanted.values().stream().anyMatch(other -> other.status() == Status.UNHEALTHY);
    if (awaited) {
      return Optional.empty();
    }
    return slot == null || !wanted.containsKey(before)
        ? first(_ -> true, term)
        : slot.lease().map(lease -> new Leading(new Leader(before.slot(), term), lease));
  }

  /** The lowest slot with a lease that fits. */
  private Optional<Leading> first(Predicate<Slot> fits, long term) {
    for (Map.Entry<WorkloadId, Slot> entry : wanted.entrySet()) {
      Optional<Lease> lease = entry.getValue().lease().filter(_ -> fits.test(entry.getValue()));
      if (lease.isPresent()) {
        return Optional.of(new Leading(new Leader(entry.getKey().slot(), term), lease.get()));
      }
    }
    return Optional.empty();
  }
}
