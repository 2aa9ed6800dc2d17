package rhizome.grid.robot;

import static rhizome.grid.robot.Robot.Refusal.NEEDS_NOT_MET;
import static rhizome.grid.robot.Robot.Refusal.NO_SCHEDULE;
import static rhizome.grid.robot.Robot.Refusal.RUN_GOES;
import static rhizome.kernel.Decision.accept;
import static rhizome.kernel.Decision.reject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.quantity.Quantity;
import rhizome.grid.robot.Robot.Command.Observe;
import rhizome.grid.robot.Robot.Command.RunJob;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.task.Result;
import rhizome.grid.workload.Status;
import rhizome.kernel.Decision;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** When the job of one service runs, and what becomes of what is due (ADR 0028). */
final class Timetable {

  private final Service service;
  private final Schedule schedule;
  private final Calendar calendar;
  private final WorkloadId workload;
  private final Slot slot;

  private Timetable(RobotId id, Active active, Service service, Calendar calendar) {
    this.service = service;
    this.schedule = service.spec().schedule().orElseThrow();
    this.calendar = calendar;
    this.workload = new WorkloadId(id, service.name(), 0);
    this.slot = Optional.ofNullable(active.slots().get(workload)).orElseThrow();
  }

  /** Of a service that has a schedule, and is not paused. */
  static Optional<Timetable> of(RobotId id, Active active, Service service) {
    return Optional.ofNullable(active.calendars().get(service.name()))
        .map(calendar -> new Timetable(id, active, service, calendar));
  }

  static List<Timetable> all(RobotId id, Active active) {
    return active.calendars().keySet().stream()
        .flatMap(name -> active.blueprint().service(name).stream())
        .flatMap(service -> of(id, active, service).stream())
        .toList();
  }

  Service service() {
    return service;
  }

  /** It says something of a run that is not the newest one any more. */
  static boolean isPast(Active a, Observe o) {
    Calendar calendar = a.calendars().get(o.workload().service());
    boolean leaves = o.status() == Status.GONE || o.status() == Status.RETIRING;
    return calendar != null && !leaves && o.run() != calendar.last();
  }

  static Decision<Event> run(RobotId id, Active a, RunJob r) {
    Optional<Service> service = a.blueprint().service(r.service());
    Optional<Timetable> own = service.flatMap(known -> of(id, a, known));
    if (own.isEmpty()) {
      return reject(NO_SCHEDULE);
    }
    Timetable table = own.get();
    if (table.isBusy() && table.schedule.policy() == Policy.FORBID) {
      return reject(RUN_GOES);
    }
    return new Rollout(id, a).mayStart(table.service)
        ? accept(table.start(Optional.empty(), r.by(), r.at()))
        : reject(NEEDS_NOT_MET);
  }

  /** How the run that goes has ended, if its workload says so. */
  Optional<Event> ended(Observed o) {
    return calendar
        .going()
        .filter(_ -> o.workload().equals(workload))
        .filter(_ -> o.status() == Status.COMPLETED || o.status() == Status.FAILED)
        .map(
            run -> {
              Result result = o.status() == Status.COMPLETED ? Result.SUCCEEDED : Result.FAILED;
              return new JobEnded(service.name(), run.number(), result, o.detail(), o.at());
            });
  }

  /**
   * What becomes of what is due by now: one run of it at most, the last one. What waits for its
   * needs is still due.
   */
  List<Event> beat(BooleanSupplier needs, Instant now) {
    if (calendar.next().filter(next -> !next.isAfter(now)).isEmpty()) {
      return List.of();
    }
    boolean mayStart = needs.getAsBoolean();
    List<Event> events = new ArrayList<>();
    Instant edge = now.minus(schedule.startWithin());
    Optional<Schedule.Dues> missed = schedule.between(calendar.cursor(), edge);
    String within = Quantity.write(schedule.startWithin());
    missed.ifPresent(
        dues ->
            events.add(
                skip(
                    dues, mayStart ? "more than %s late" : "no needs met within %s", within, now)));
    Instant from = missed.map(Schedule.Dues::last).orElse(calendar.cursor());
    schedule.between(from, now).ifPresent(dues -> due(dues, from, mayStart, now, events));
    return events;
  }

  private void due(
      Schedule.Dues dues, Instant from, boolean mayStart, Instant now, List<Event> events) {
    if (isBusy() && schedule.policy() == Policy.FORBID) {
      events.add(skip(dues, "%s still goes", name(), now));
    } else if (mayStart) {
      schedule
          .between(from, dues.last().minusNanos(1))
          .ifPresent(earlier -> events.add(skip(earlier, "%s runs in its place", next(), now)));
      events.addAll(start(Optional.of(dues.last()), JobRun.SCHEDULE, now));
    }
  }

  private JobSkipped skip(Schedule.Dues dues, String why, String what, Instant now) {
    return new JobSkipped(service.name(), dues.count(), dues.last(), why.formatted(what), now);
  }

  private List<Event> start(Optional<Instant> due, String by, Instant now) {
    List<Event> events = new ArrayList<>();
    String why = next() + " takes its place";
    calendar
        .going()
        .map(r -> new JobEnded(service.name(), r.number(), Result.CANCELLED, why, now))
        .ifPresent(events::add);
    events.add(new JobStarted(service.name(), calendar.last() + 1, due, by, now));
    return events;
  }

  private String next() {
    return "run " + (calendar.last() + 1);
  }

  private String name() {
    return calendar.going().map(run -> "run " + run.number()).orElse("what ran before it");
  }

  /** A run goes, or what it was before it had a schedule. */
  private boolean isBusy() {
    return calendar.going().isPresent()
        || switch (slot.status()) {
          case PENDING, STARTING, READY, UNHEALTHY, RETIRING -> true;
          case COMPLETED, FAILED, PARKED, GONE -> false;
        };
  }

  /** When time alone changes something. */
  Optional<Instant> alarm(boolean mayStart, Instant now) {
    return calendar
        .next()
        .map(
            next -> {
              boolean waits = !next.isAfter(now) && !mayStart && !isBusy();
              return waits ? next.plus(schedule.startWithin()) : next;
            });
  }

  /** Of what has a schedule now; who had one before goes on with it. */
  static SortedMap<String, Calendar> calendars(State before, Active now) {
    SortedMap<String, Calendar> calendars = new TreeMap<>();
    for (Service service : now.blueprint().services()) {
      Optional<Schedule> schedule = service.spec().schedule().filter(_ -> service.replicas() > 0);
      if (schedule.isPresent()) {
        Optional<Calendar> known =
            before instanceof Active a
                ? Optional.ofNullable(a.calendars().get(service.name()))
                : Optional.empty();
        boolean same =
            before instanceof Active a
                && a.blueprint().service(service.name()).stream()
                    .anyMatch(old -> old.spec().schedule().equals(schedule));
        calendars.put(
            service.name(),
            known
                .map(old -> same ? old : old.under(schedule.get(), now.clock()))
                .orElseGet(() -> Calendar.begun(schedule.get(), now.fence(), now.clock())));
      }
    }
    return calendars;
  }

  /** Its run, until its workload says that it has it; and that nothing of before runs on. */
  void ask(Active a, Consumer<Duty> duties) {
    boolean isAbsent = slot.status() == Status.GONE || slot.status() == Status.RETIRING;
    if (calendar.going().isPresent() && isAbsent) {
      Spec run = service.spec().run(calendar.last());
      boolean reaches = !service.reaches().isEmpty();
      duties.accept(new Duty.Ensure(workload, run, a.fence(), reaches));
    } else if (calendar.last() == 0 && slot.status() != Status.GONE) {
      duties.accept(new Duty.Retire(workload, calendar.since() - 1));
    }
  }

  static Active started(RobotId id, Active a, JobStarted s) {
    Timetable table = named(id, a, s.service());
    SortedMap<WorkloadId, Slot> slots = new TreeMap<>(a.slots());
    slots.put(table.workload, table.slot.renewed(a.fence(), s.at()));
    Active next =
        table.slot.endpoint().isEmpty()
            ? a
            : RobotEvolution.changes(a, a.changes().of(s.service()));
    return with(
        RobotEvolution.slots(next, slots, next.clock()),
        s.service(),
        table.calendar.started(table.schedule, s));
  }

  static Active skipped(RobotId id, Active a, JobSkipped s) {
    Timetable table = named(id, a, s.service());
    return with(a, s.service(), table.calendar.skipped(table.schedule, s));
  }

  static Active ended(RobotId id, Active a, JobEnded e) {
    Timetable table = named(id, a, e.service());
    return with(a, e.service(), table.calendar.ended(table.schedule, e));
  }

  private static Timetable named(RobotId id, Active a, String service) {
    return a.blueprint().service(service).flatMap(known -> of(id, a, known)).orElseThrow();
  }

  private static Active with(Active a, String service, Calendar calendar) {
    SortedMap<String, Calendar> calendars = new TreeMap<>(a.calendars());
    calendars.put(service, calendar);
    return RobotEvolution.calendars(a, calendars);
  }
}
