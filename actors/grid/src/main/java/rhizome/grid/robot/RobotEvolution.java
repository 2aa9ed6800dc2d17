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
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.Good;
import rhizome.grid.robot.Robot.Reversal;
import rhizome.grid.robot.Robot.Rolling;
import rhizome.grid.robot.Robot.Slot;
import rhizome.grid.robot.Robot.Standing;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What each event makes of each state. */
final class RobotEvolution {

  private record Then(State state, Event event) {}

  private RobotEvolution() {}

  static State evolve(RobotId id, State state, Event event) {
    return switch (new Then(state, event)) {
      case Then(var before, Targeted t) -> target(id, before, t);
      case Then(Active a, Observed o) -> observed(a, o);
      case Then(Active a, Elapsed e) -> seen(at(a, e.at()), services(a));
      case Then(Active a, Granted g) -> granted(at(a, g.at()), g);
      case Then(Active a, Stalled s) -> stalled(at(a, s.at()), s);
      case Then(Active a, Promoted p) -> promoted(at(a, p.at()), p);
      case Then(Active a, Discarded d) -> discarded(at(a, d.at()), d);
      case Then(Active a, Destroyed(long generation, _, _)) ->
          destroying(a.blueprint(), generation, leaving(a.slots(), generation));
      case Then(Destroying d, Observed o) -> {
        SortedMap<WorkloadId, Slot> slots = new TreeMap<>(d.slots());
        put(slots, o.workload(), new Slot(o.generation(), o.status(), o.detail()), false);
        yield destroying(d.blueprint(), d.generation(), slots);
      }
      case Then(var s, var e) ->
          throw new IllegalStateException("journal is corrupt: " + e + " in " + s);
    };
  }

  private static State target(RobotId id, State before, Targeted t) {
    SortedMap<WorkloadId, Slot> slots = slots(id, before, t.blueprint(), t.generation());
    Active next = new Active(t.blueprint(), t.generation(), since(before, t), slots);
    if (!(before instanceof Active a)) {
      return begun(with(next, new TreeMap<>(), t.at()), Optional.empty());
    }
    Active known =
        new Active(
            next.blueprint(),
            next.generation(),
            next.since(),
            next.slots(),
            a.rolling(),
            a.good(),
            a.reversal().filter(reversal -> reversal.generation() == a.generation()),
            later(a.clock(), t.at()));
    return begun(known, Optional.of(a.blueprint()));
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
        boolean all = old == null || old.replicas() == 0 || service.update().canary() == 0;
        rolling.put(service.name(), new Rolling(Optional.empty(), 0, all, ""));
      } else if (was != null) {
        rolling.put(service.name(), new Rolling(Optional.empty(), seats.well(), was.promoted(), ""));
      } else if (old == null || old.replicas() < service.replicas()) {
        rolling.put(service.name(), new Rolling(Optional.empty(), seats.well(), true, ""));
      }
    }
    Active next = completed(with(a, rolling, a.clock()));
    List<Service> first =
        next.blueprint().services().stream()
            .filter(service -> rolling.containsKey(service.name()))
            .filter(service -> service.needs().stream().noneMatch(rolling::containsKey))
            .toList();
    return seen(next, first);
  }

  private static Active observed(Active a, Observed o) {
    Optional<Service> service = a.blueprint().service(o.workload().service());
    boolean wanted = service.filter(s -> o.workload().slot() < s.replicas()).isPresent();
    Slot known = Optional.ofNullable(a.slots().get(o.workload())).orElseThrow();
    boolean kept = known.standing() == Standing.KEPT;
    boolean stays =
        known.status() == o.status() && (known.generation() == o.generation() || kept);
    boolean answers = kept && known.generation() < o.generation();
    Slot slot =
        new Slot(
            o.generation(),
            o.status(),
            o.detail(),
            stays ? known.since() : o.at(),
            known.granted(),
            answers ? Standing.WANTED : known.standing());
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    put(slots, o.workload(), slot, wanted);
    Active next = with(at(a, o.at()), slots);
    if (!wanted) {
      return next;
    }
    return seen(next, isOfOld(a) ? services(a) : service.stream().toList());
  }

  private static Active granted(Active a, Granted g) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    for (WorkloadId workload : g.workloads()) {
      slots.computeIfPresent(workload, (_, slot) -> granted(slot, a.generation()));
    }
    Map<String, Service> services = a.blueprint().byName();
    List<Service> touched =
        g.workloads().stream()
            .map(WorkloadId::service)
            .distinct()
            .flatMap(name -> Stream.ofNullable(services.get(name)))
            .toList();
    return seen(with(a, slots), touched);
  }

  private static Slot granted(Slot s, long generation) {
    return new Slot(s.generation(), s.status(), s.detail(), s.since(), generation, s.standing());
  }

  private static Active stalled(Active a, Stalled s) {
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    rolling.computeIfPresent(
        s.service(), (_, r) -> new Rolling(r.progressed(), r.well(), r.promoted(), s.why()));
    Optional<Reversal> reversal =
        s.backTo() == 0
            ? a.reversal()
            : Optional.of(new Reversal(a.generation(), s.backTo(), s.service(), s.why()));
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        rolling,
        a.good(),
        reversal,
        a.clock());
  }

  private static Active promoted(Active a, Promoted p) {
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    for (String service : p.services()) {
      rolling.computeIfPresent(
          service, (_, r) -> new Rolling(Optional.of(a.clock()), r.well(), true, r.stalled()));
    }
    return with(a, rolling, a.clock());
  }

  private static Active discarded(Active a, Discarded d) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.put(
        d.workload(),
        new Slot(a.generation(), Status.RETIRING, "", d.at(), 0, Standing.DISCARDED));
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    String service = d.workload().service();
    rolling.computeIfPresent(
        service, (_, r) -> new Rolling(r.progressed(), r.well(), r.promoted(), ""));
    Active next = with(with(a, slots), rolling, a.clock());
    return seen(next, a.blueprint().service(service).stream().toList());
  }

  /** Notes how far these services are on their way, and whether everything has arrived. */
  private static Active seen(Active a, List<Service> services) {
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    for (Service service : services) {
      Seats.of(a, service)
          .seen()
          .ifPresentOrElse(
              now -> rolling.put(service.name(), now), () -> rolling.remove(service.name()));
    }
    boolean arrives = rolling.isEmpty() && (!a.rolling().isEmpty() || a.good().isEmpty());
    Active next = rolling.equals(a.rolling()) ? a : with(a, rolling, a.clock());
    return arrives ? completed(next) : next;
  }

  private static Active completed(Active a) {
    if (!a.rolling().isEmpty()) {
      return a;
    }
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        a.rolling(),
        Optional.of(new Good(a.blueprint(), a.generation(), a.since())),
        a.reversal(),
        a.clock());
  }

  /** An earlier version wrote it, which knew neither what is on its way nor what was well. */
  static boolean isOfOld(Active a) {
    return a.rolling().isEmpty() && a.good().isEmpty();
  }

  private static List<Service> services(Active a) {
    return a.blueprint().services();
  }

  private static Active at(Active a, Instant at) {
    return with(a, a.rolling(), later(a.clock(), at));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static Active with(Active a, SortedMap<WorkloadId, Slot> slots) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        slots,
        a.rolling(),
        a.good(),
        a.reversal(),
        a.clock());
  }

  private static Active with(Active a, SortedMap<String, Rolling> rolling, Instant clock) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        rolling,
        a.good(),
        a.reversal(),
        clock);
  }

  private static SortedMap<String, Long> since(State before, Targeted t) {
    SortedMap<String, Long> since = new TreeMap<>();
    Map<String, Service> known =
        before instanceof Active a ? a.blueprint().byName() : new TreeMap<>();
    for (Service service : t.blueprint().services()) {
      Service old = known.get(service.name());
      boolean same = old != null && old.spec().equals(service.spec());
      since.put(
          service.name(),
          same && before instanceof Active a
              ? a.since().getOrDefault(service.name(), t.generation())
              : t.generation());
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
      for (WorkloadId workload : workloads(id, service).toList()) {
        Slot slot = old == null || workload.slot() >= old.replicas() ? null : known.get(workload);
        if (slot == null || slot.standing() == Standing.DISCARDED) {
          slots.put(workload, new Slot(generation, Status.GONE, ""));
        } else {
          boolean kept = again && good.filter(g -> isOf(g, slot, service.name())).isPresent();
          slots.put(workload, same ? slot : as(slot, kept ? Standing.KEPT : Standing.WANTED));
        }
      }
    }
    return slots;
  }

  /** It has not been asked for anything else since that was well. */
  private static boolean isOf(Good good, Slot slot, String service) {
    return slot.generation() >= good.since().getOrDefault(service, good.generation())
        && Math.max(slot.generation(), slot.granted()) <= good.generation()
        && slot.status() != Status.GONE
        && slot.status() != Status.RETIRING;
  }

  private static Slot as(Slot s, Standing standing) {
    return new Slot(s.generation(), s.status(), s.detail(), s.since(), s.granted(), standing);
  }

  static Stream<WorkloadId> workloads(RobotId robot, Service service) {
    return IntStream.range(0, service.replicas())
        .mapToObj(slot -> new WorkloadId(robot, service.name(), slot));
  }

  /** From here on only what a workload says of this generation, that it leaves, counts. */
  private static SortedMap<WorkloadId, Slot> leaving(
      SortedMap<WorkloadId, Slot> slots, long generation) {
    SortedMap<WorkloadId, Slot> leaving = new TreeMap<>(slots);
    leaving.replaceAll((_, _) -> new Slot(generation, Status.RETIRING, ""));
    return leaving;
  }

  private static void put(
      SortedMap<WorkloadId, Slot> slots, WorkloadId workload, Slot slot, boolean wanted) {
    if (slot.status() == Status.GONE && !wanted) {
      slots.remove(workload);
    } else {
      slots.put(workload, slot);
    }
  }

  private static State destroying(
      Blueprint blueprint, long generation, SortedMap<WorkloadId, Slot> slots) {
    return slots.isEmpty() ? new Idle(generation) : new Destroying(blueprint, generation, slots);
  }
}
