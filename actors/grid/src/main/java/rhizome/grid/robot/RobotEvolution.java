package rhizome.grid.robot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.Good;
import rhizome.grid.robot.Robot.Reversal;
import rhizome.grid.robot.Robot.Rolling;
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
      case Then(var before, Targeted t) -> Targeting.target(id, before, t);
      case Then(Active a, Observed o) -> observed(a, o);
      case Then(Active a, Reaffirmed r) -> slots(a, reaffirmed(a.slots(), r), a.clock());
      case Then(Active a, TableConfirmed c) -> confirmed(a, c);
      case Then(Active a, Elapsed e) -> seen(at(a, e.at()), services(a));
      case Then(Active a, Granted g) -> granted(at(a, g.at()), g);
      case Then(Active a, Spared s) -> spared(at(a, s.at()), s);
      case Then(Active a, Stalled s) -> stalled(at(a, s.at()), s);
      case Then(Active a, Promoted p) -> promoted(at(a, p.at()), p);
      case Then(Active a, Discarded d) -> discarded(at(a, d.at()), d);
      case Then(Active a, Scaled s) -> Scaling.evolve(id, at(a, s.at()), s);
      case Then(Active a, Led l) -> changes(a, a.changes().led(l.service(), l.leading()));
      case Then(Active a, JobStarted s) -> Timetable.started(id, at(a, s.at()), s);
      case Then(Active a, JobSkipped s) -> Timetable.skipped(id, at(a, s.at()), s);
      case Then(Active a, JobEnded e) -> Timetable.ended(id, at(a, e.at()), e);
      case Then(Active a, Destroyed(long generation, _, _)) ->
          destroying(
              a.blueprint(),
              new Idle(generation, a.scalings()),
              Targeting.leaving(a.slots(), generation + a.scalings()),
              a.changes().count());
      case Then(Destroying d, Reaffirmed r) ->
          destroying(d.blueprint(), end(d), reaffirmed(d.slots(), r), d.changes());
      case Then(Destroying d, Observed o) -> {
        SortedMap<WorkloadId, Slot> slots = new TreeMap<>(d.slots());
        Slot known = slots.getOrDefault(o.workload(), new Slot(0, Status.GONE, ""));
        put(slots, o.workload(), known.after(o, d.fence()), false);
        yield destroying(d.blueprint(), end(d), slots, d.changes());
      }
      case Then(var s, var e) ->
          throw new IllegalStateException("journal is corrupt: " + e + " in " + s);
    };
  }

  private static Active observed(Active a, Observed o) {
    Optional<Service> service = a.blueprint().service(o.workload().service());
    boolean wanted = service.filter(s -> o.workload().slot() < s.replicas()).isPresent();
    Slot known = Optional.ofNullable(a.slots().get(o.workload())).orElseThrow();
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    put(slots, o.workload(), known.after(o, a.fence()), wanted);
    Active next = slots(a, slots, later(a.clock(), o.at()));
    if (!wanted) {
      return next;
    }
    Active told =
        known.endpoint().equals(o.endpoint())
            ? next
            : changes(next, next.changes().of(o.workload().service()));
    return seen(told, isOfOld(a) ? services(a) : service.stream().toList());
  }

  private static SortedMap<WorkloadId, Slot> reaffirmed(
      SortedMap<WorkloadId, Slot> known, Reaffirmed r) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(known);
    slots.computeIfPresent(r.workload(), (_, slot) -> slot.reaffirmed(r.asOf()));
    return slots;
  }

  private static Active confirmed(Active a, TableConfirmed c) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.computeIfPresent(c.workload(), (_, slot) -> slot.told(c.revision()));
    return slots(a, slots, a.clock());
  }

  private static Active granted(Active a, Granted g) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    for (WorkloadId workload : g.workloads()) {
      slots.computeIfPresent(workload, (_, slot) -> slot.granted(a.fence()));
    }
    Map<String, Service> services = a.blueprint().byName();
    List<Service> touched =
        g.workloads().stream()
            .map(WorkloadId::service)
            .distinct()
            .flatMap(name -> Stream.ofNullable(services.get(name)))
            .toList();
    return seen(slots(a, slots, a.clock()), touched);
  }

  private static Active spared(Active a, Spared s) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.computeIfPresent(s.workload(), (_, slot) -> slot.spared(s.at()));
    return slots(a, slots, a.clock());
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
        a.clock(),
        a.changes(),
        a.calendars(),
        a.scalings());
  }

  private static Active promoted(Active a, Promoted p) {
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    for (String service : p.services()) {
      rolling.computeIfPresent(
          service, (_, r) -> new Rolling(Optional.of(a.clock()), r.well(), true, r.stalled()));
    }
    return rolling(a, rolling, a.clock());
  }

  private static Active discarded(Active a, Discarded d) {
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.put(d.workload(), new Slot(a.fence(), Status.RETIRING, "").discarded(d.at()));
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    String service = d.workload().service();
    rolling.computeIfPresent(
        service, (_, r) -> new Rolling(r.progressed(), r.well(), r.promoted(), ""));
    Active next = rolling(slots(a, slots, a.clock()), rolling, a.clock());
    return seen(next, a.blueprint().service(service).stream().toList());
  }

  /** Notes how far these services are on their way, and whether everything has arrived. */
  static Active seen(Active a, List<Service> services) {
    SortedMap<String, Rolling> changed = new TreeMap<>();
    List<String> arrived = new ArrayList<>();
    for (Service service : services) {
      Optional<Rolling> was = Optional.ofNullable(a.rolling().get(service.name()));
      Optional<Rolling> now = Seats.of(a, service).seen();
      if (now.isPresent() && !now.equals(was)) {
        changed.put(service.name(), now.get());
      } else if (now.isEmpty() && was.isPresent()) {
        arrived.add(service.name());
      }
    }
    if (changed.isEmpty() && arrived.isEmpty()) {
      return isOfOld(a) ? completed(a) : a;
    }
    SortedMap<String, Rolling> rolling = new TreeMap<>(a.rolling());
    rolling.putAll(changed);
    arrived.forEach(service -> rolling.remove(service));
    return completed(rolling(a, rolling, a.clock()));
  }

  static Active completed(Active a) {
    if (!a.rolling().isEmpty()) {
      return a;
    }
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        a.rolling(),
        Optional.of(good(a)),
        a.reversal(),
        a.clock(),
        a.changes(),
        a.calendars(),
        a.scalings());
  }

  static Good good(Active a) {
    return new Good(a.blueprint(), a.generation(), a.fence(), a.since());
  }

  /** An earlier version wrote it, which knew neither what is on its way nor what was well. */
  static boolean isOfOld(Active a) {
    return a.rolling().isEmpty() && a.good().isEmpty();
  }

  private static List<Service> services(Active a) {
    return a.blueprint().services();
  }

  static Active at(Active a, Instant at) {
    return rolling(a, a.rolling(), later(a.clock(), at));
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  static Active slots(Active a, SortedMap<WorkloadId, Slot> slots, Instant clock) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        slots,
        a.rolling(),
        a.good(),
        a.reversal(),
        clock,
        a.changes(),
        a.calendars(),
        a.scalings());
  }

  static Active rolling(Active a, SortedMap<String, Rolling> rolling, Instant clock) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        rolling,
        a.good(),
        a.reversal(),
        clock,
        a.changes(),
        a.calendars(),
        a.scalings());
  }

  static Active changes(Active a, Changes changes) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        a.rolling(),
        a.good(),
        a.reversal(),
        a.clock(),
        changes,
        a.calendars(),
        a.scalings());
  }

  static Active calendars(Active a, SortedMap<String, Calendar> calendars) {
    return new Active(
        a.blueprint(),
        a.generation(),
        a.since(),
        a.slots(),
        a.rolling(),
        a.good(),
        a.reversal(),
        a.clock(),
        a.changes(),
        calendars,
        a.scalings());
  }

  private static void put(
      SortedMap<WorkloadId, Slot> slots, WorkloadId workload, Slot slot, boolean wanted) {
    if (slot.status() == Status.GONE && !wanted) {
      slots.remove(workload);
    } else {
      slots.put(workload, slot);
    }
  }

  private static Idle end(Destroying d) {
    return new Idle(d.generation(), d.scalings());
  }

  /** What is left once nothing stands is the end. */
  private static State destroying(
      Blueprint blueprint, Idle end, SortedMap<WorkloadId, Slot> slots, long changes) {
    return slots.isEmpty()
        ? end
        : new Destroying(blueprint, end.generation(), slots, changes, end.scalings());
  }
}
