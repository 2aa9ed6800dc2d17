package rhizome.grid.robot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Event.Targeted;
import rhizome.grid.robot.Robot.Good;
import rhizome.grid.robot.Robot.Rolling;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.robot.Slot.Standing;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What becomes of everything when something is targeted. */
final class Targeting {

  private Targeting() {}

  static State target(RobotId id, State before, Targeted t) {
    long fence = t.generation() + before.scalings();
    Blueprint wanted =
        before instanceof Active a ? t.blueprint().scaledAs(a.blueprint()) : t.blueprint();
    SortedMap<WorkloadId, Slot> slots = slots(id, before, wanted, fence);
    Active next =
        new Active(
            wanted,
            t.generation(),
            since(before, wanted, fence),
            slots,
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            changes(before, wanted, slots),
            new TreeMap<>(),
            before.scalings());
    if (!(before instanceof Active a)) {
      Active first = RobotEvolution.rolling(next, new TreeMap<>(), t.at());
      return begun(scheduled(before, first), Optional.empty());
    }
    Active known =
        new Active(
            next.blueprint(),
            next.generation(),
            next.since(),
            next.slots(),
            a.rolling(),
            a.good().or(() -> standing(a)),
            a.reversal().filter(reversal -> reversal.generation() == a.generation()),
            RobotEvolution.later(a.clock(), t.at()),
            next.changes(),
            a.calendars(),
            next.scalings());
    return begun(scheduled(before, known), Optional.of(a.blueprint()));
  }

  /**
   * What is left while all of it serves, if nothing before was well for long enough: it is a better
   * way back than none.
   */
  private static Optional<Good> standing(Active a) {
    boolean serves = a.blueprint().services().stream().allMatch(service -> serves(a, service));
    return serves ? Optional.of(RobotEvolution.good(a)) : Optional.empty();
  }

  private static boolean serves(Active a, Service service) {
    return service.spec().schedule().isPresent() || Seats.of(a, service).isAsFarAs(Condition.READY);
  }

  private static Active scheduled(State before, Active now) {
    return RobotEvolution.calendars(now, Timetable.calendars(before, now));
  }

  private static Changes changes(State before, Blueprint next, SortedMap<WorkloadId, Slot> slots) {
    return switch (before) {
      case Idle _ -> Changes.first(next, 0);
      case Active a -> a.changes().targeting(a, next, slots);
      case Destroying d -> Changes.first(next, d.changes());
    };
  }

  /** What changed is on its way from now; what was on its way goes on with new patience. */
  private static Active begun(Active a, Optional<Blueprint> before) {
    Map<String, Service> known = before.map(Blueprint::byName).orElse(new TreeMap<>());
    SortedMap<String, Rolling> rolling = new TreeMap<>();
    for (Service service : a.blueprint().services()) {
      Seats seats = Seats.of(a, service);
      Service old = known.get(service.name());
      Rolling was = a.rolling().get(service.name());
      if (seats.isWell()) {
        continue;
      }
      if (seats.isNew()) {
        boolean all =
            old == null
                || old.replicas() == 0
                || service.update().canary() == 0
                || a.reversal().isPresent(); // it was well before
        rolling.put(service.name(), new Rolling(Optional.empty(), 0, all, ""));
      } else if (was != null) {
        rolling.put(
            service.name(), new Rolling(Optional.empty(), seats.well(), was.promoted(), ""));
      } else if (old == null || old.replicas() < service.replicas()) {
        rolling.put(service.name(), new Rolling(Optional.empty(), seats.well(), true, ""));
      }
    }
    Active next = RobotEvolution.completed(RobotEvolution.rolling(a, rolling, a.clock()));
    List<Service> first =
        next.blueprint().services().stream()
            .filter(service -> rolling.containsKey(service.name()))
            .filter(
                service -> service.needs().stream().noneMatch(need -> rolling.containsKey(need)))
            .toList();
    return RobotEvolution.seen(next, first);
  }

  private static SortedMap<String, Long> since(State before, Blueprint next, long fence) {
    SortedMap<String, Long> since = new TreeMap<>(Prompts.since(before, next, fence));
    Map<String, Service> known =
        before instanceof Active a ? a.blueprint().byName() : new TreeMap<>();
    for (Service service : next.services()) {
      Service old = known.get(service.name());
      boolean same = old != null && old.spec().equals(service.spec());
      since.put(
          service.name(),
          same && before instanceof Active a
              ? a.since().getOrDefault(service.name(), fence)
              : fence);
    }
    return since;
  }

  /** What stays wanted is as it was; what is wanted no longer leaves; what is new is not there. */
  private static SortedMap<WorkloadId, Slot> slots(
      RobotId id, State before, Blueprint next, long generation) {
    SortedMap<WorkloadId, Slot> known =
        switch (before) {
          case Idle _ -> new TreeMap<>();
          case Active a -> a.slots();
          case Destroying d -> d.slots();
        };
    Map<String, Service> wanted =
        before instanceof Active a ? a.blueprint().byName() : new TreeMap<>();
    Optional<Good> good = before instanceof Active a ? a.good() : Optional.empty();
    Map<String, Service> well = good.map(g -> g.blueprint().byName()).orElse(new TreeMap<>());
    SortedMap<WorkloadId, Slot> slots = leaving(known, generation);
    for (Service service : next.services()) {
      Service old = wanted.get(service.name());
      Service once = well.get(service.name());
      boolean same = old != null && old.spec().equals(service.spec());
      boolean again = once != null && once.spec().equals(service.spec());
      boolean alike = old != null && old.spec().runsAs(service.spec());
      for (WorkloadId workload : workloads(id, service).toList()) {
        Slot slot = old == null || workload.slot() >= old.replicas() ? null : known.get(workload);
        if (slot == null || slot.standing() == Standing.DISCARDED) {
          slots.put(workload, new Slot(generation, Status.GONE, ""));
        } else {
          boolean kept =
              (again && good.filter(g -> isOf(g, slot, service.name())).isPresent())
                  || (alike && before instanceof Active a && isOf(a, slot, service.name()));
          slots.put(workload, same ? slot : slot.as(kept ? Standing.KEPT : Standing.WANTED));
        }
      }
    }
    return slots;
  }

  /** Its process is of the spec that was wanted, and will not be less so by other wishes. */
  private static boolean isOf(Active before, Slot slot, String service) {
    boolean isCurrent = slot.generation() >= before.since().getOrDefault(service, before.fence());
    return (isCurrent || slot.standing() == Standing.KEPT)
        && slot.status() != Status.GONE
        && slot.status() != Status.RETIRING;
  }

  /** It has not been asked for anything else since that was well. */
  private static boolean isOf(Good good, Slot slot, String service) {
    return slot.generation() >= good.since().getOrDefault(service, good.fence())
        && Math.max(slot.generation(), slot.granted()) <= good.fence()
        && slot.status() != Status.GONE
        && slot.status() != Status.RETIRING;
  }

  static Stream<WorkloadId> workloads(RobotId robot, Service service) {
    return IntStream.range(0, service.replicas())
        .mapToObj(slot -> new WorkloadId(robot, service.name(), slot));
  }

  /** From here on only what a workload says of this generation, that it leaves, counts. */
  static SortedMap<WorkloadId, Slot> leaving(SortedMap<WorkloadId, Slot> slots, long generation) {
    SortedMap<WorkloadId, Slot> leaving = new TreeMap<>(slots);
    leaving.replaceAll((_, _) -> new Slot(generation, Status.RETIRING, ""));
    return leaving;
  }
}
