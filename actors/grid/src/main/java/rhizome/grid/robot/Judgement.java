package rhizome.grid.robot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.plan.Protection;
import rhizome.grid.robot.Robot.Event;
import rhizome.grid.robot.Robot.Event.*;
import rhizome.grid.robot.Robot.Good;
import rhizome.grid.robot.Robot.State;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What follows from what has just happened: who may give way now, and what is given up. */
final class Judgement {

  private static final String NO_WAY_BACK =
      "; no way back: nothing before it was ready in all its parts";

  private final RobotId id;
  private final State before;
  private final List<Event> all = new ArrayList<>();
  private State now;

  private Judgement(RobotId id, State before) {
    this.id = id;
    this.before = before;
    this.now = before;
  }

  /** These events, and those that follow. */
  static List<Event> after(RobotId id, State before, List<Event> events) {
    Judgement judgement = new Judgement(id, before);
    events.forEach(judgement::tell);
    if (!events.isEmpty() && judgement.now instanceof Active) {
      judgement.beat(events.getLast());
      judgement.judge((Active) judgement.now, events.getLast());
      judgement.lead(events.getLast());
    }
    return judgement.all;
  }

  private void tell(Event event) {
    now = RobotEvolution.evolve(id, now, event);
    all.add(event);
  }

  /** What has ended, and what is due and can run. */
  private void beat(Event last) {
    if (last instanceof Observed o) {
      tables((Active) now).forEach(table -> table.ended(o).ifPresent(this::tell));
    }
    for (Timetable table : tables((Active) now)) {
      Active a = (Active) now;
      table.beat(() -> new Rollout(id, a).mayStart(table.service()), a.clock()).forEach(this::tell);
    }
  }

  private List<Timetable> tables(Active a) {
    return a.calendars().isEmpty() ? List.of() : Timetable.all(id, a);
  }

  private void judge(Active a, Event last) {
    for (Service service : concerned(a, last)) {
      Optional<String> trouble = Seats.of(a, service).trouble();
      if (trouble.isPresent() && stall(a, service, trouble.get(), last.at())) {
        grant(last.at(), ((Active) now).blueprint().services());
        return;
      }
    }
    grant(last.at(), concerned((Active) now, last));
  }

  /** A report changes its own service and, once that is far enough, those that need it. */
  private List<Service> concerned(Active a, Event last) {
    return switch (last) {
      case Observed o -> concerned(a, o.workload().service());
      case Scaled s -> concerned(a, s.service());
      case Discarded d -> concerned(a, d.workload().service());
      case TableConfirmed _, Reaffirmed _, Led _ -> List.of();
      case JobStarted j -> concerned(a, j.service());
      case JobSkipped _, JobEnded _ -> List.of();
      case Targeted _, Elapsed _, Granted _, Spared _, Stalled _, Promoted _, Destroyed _ ->
          a.blueprint().services();
    };
  }

  private List<Service> concerned(Active a, String name) {
    List<Service> own = a.blueprint().service(name).stream().toList();
    List<Condition> begun = own.isEmpty() ? List.of() : begun(a, own.getFirst());
    if (begun.isEmpty()) {
      return own;
    }
    List<Service> concerned = new ArrayList<>(own);
    a.blueprint().services().stream()
        .filter(service -> service.needs().contains(name))
        .filter(service -> begun.contains(service.condition(name)))
        .forEach(concerned::add);
    return concerned;
  }

  /** What others may have waited for, and is so from now on. */
  private List<Condition> begun(Active a, Service service) {
    if (!(before instanceof Active was)) {
      return List.of();
    }
    Seats now = Seats.of(a, service);
    Seats then = Seats.of(was, service);
    return Arrays.stream(Condition.values())
        .filter(condition -> now.isAsFarAs(condition) && !then.isAsFarAs(condition))
        .toList();
  }

  /** Whether it led to another target. */
  private boolean stall(Active a, Service service, String trouble, Instant at) {
    Optional<Good> way = a.good().filter(good -> !Scaling.isSame(good.blueprint(), a.blueprint()));
    if (way.isEmpty() || !service.update().revert()) {
      boolean wished = service.update().revert() && a.good().isEmpty() && a.generation() > 1;
      String why = wished ? trouble + NO_WAY_BACK : trouble;
      tell(new Stalled(service.name(), why, 0, at));
      return false;
    }
    Good good = way.get();
    List<String> barred = Protection.refusals(a.blueprint(), Optional.of(good.blueprint()));
    if (!barred.isEmpty()) {
      String why = trouble + "; no way back to generation " + good.generation() + ": ";
      tell(new Stalled(service.name(), why + barred.getFirst(), 0, at));
      return false;
    }
    tell(new Stalled(service.name(), trouble, good.generation(), at));
    String by =
        "%s, back to generation %d: %s".formatted(Robot.BY_ITSELF, good.generation(), trouble);
    tell(new Targeted(good.blueprint(), a.generation() + 1, by, at));
    return true;
  }

  private void lead(Event last) {
    Active a = (Active) now;
    for (Service service : concerned(a, last)) {
      Leadership.next(id, a, service)
          .ifPresent(leading -> tell(new Led(service.name(), leading, last.at())));
    }
  }

  private void grant(Instant at, List<Service> services) {
    Active a = (Active) now;
    List<Service> stale =
        services.stream().filter(service -> Seats.of(a, service).hasStale()).toList();
    if (stale.isEmpty()) {
      return;
    }
    List<WorkloadId> grants = new Rollout(id, a).grants(stale);
    if (!grants.isEmpty()) {
      tell(new Granted(grants, at));
    }
  }
}
