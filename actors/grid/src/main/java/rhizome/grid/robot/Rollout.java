package rhizome.grid.robot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Robot.State.Destroying;
import rhizome.grid.task.Definition;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * Which workloads a robot asks for and which it retires, given how far everything is. This runs at
 * every report of every workload, so it goes through the slots once and looks none of them up.
 */
final class Rollout {

  private final RobotId id;
  private final Active active;
  private final Map<String, Seats> seats;
  private final List<WorkloadId> surplus = new ArrayList<>();

  Rollout(RobotId id, Active active) {
    this.id = id;
    this.active = active;
    this.seats = Seats.all(active, surplus::add);
  }

  List<Duty> duties() {
    List<Duty> duties = new ArrayList<>();
    for (Service service : active.blueprint().services()) {
      Seats own = seats(service);
      if (mayStart(service)) {
        Timetable.of(id, active, service)
            .ifPresentOrElse(table -> table.ask(active, duties::add), () -> own.ask(duties::add));
      }
      own.letGo(duties::add);
      service.actions().forEach(action -> keep(service, action, duties));
    }
    surplus.forEach(w -> duties.add(new Duty.Retire(w, active.fence())));
    due().ifPresent(at -> duties.add(new Duty.Remind(id, at)));
    duties.addAll(Announcements.of(id, active));
    duties.addAll(Scaling.follow(id, active));
    return duties;
  }

  /** An action of the blueprint, if it has that one. */
  static Optional<Definition> action(Active active, TaskId task) {
    return active
        .blueprint()
        .service(task.service())
        .flatMap(
            service ->
                service
                    .action(task.action())
                    .map(d -> new Definition(d, service.replicas(), active.generation())));
  }

  private Seats seats(Service service) {
    return Optional.ofNullable(seats.get(service.name())).orElseThrow();
  }

  boolean mayStart(Service service) {
    return service.needs().stream().allMatch(need -> isAsFarAs(need, service.condition(need)));
  }

  private boolean isAsFarAs(String service, Condition condition) {
    Seats own = seats.get(service);
    return own != null && own.isAsFarAs(condition);
  }

  /** Who of these services shall give way now. */
  List<WorkloadId> grants(Collection<Service> services) {
    return services.stream()
        .filter(this::mayStart)
        .flatMap(service -> seats(service).grants().stream())
        .toList();
  }

  /** The services that wait for somebody's word. */
  List<String> waiting() {
    return active.blueprint().services().stream()
        .filter(service -> seats(service).isWaiting())
        .map(Service::name)
        .toList();
  }

  /**
   * When to look again; at whole seconds, so that the replicas of many services that become ready
   * at about the same time are looked at together.
   */
  private Optional<Instant> due() {
    if (isOverdue()) {
      return Optional.of(active.clock());
    }
    Stream<Instant> jobs =
        Timetable.all(id, active).stream()
            .flatMap(own -> own.alarm(mayStart(own.service()), active.clock()).stream());
    return Stream.concat(jobs, seats.values().stream().flatMap(own -> own.due().stream()))
        .min(Comparator.naturalOrder())
        .map(at -> at.plusMillis(999).truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * Owed as long as it recurs, or something has happened, for a task that was told once might have
   * been told too early.
   */
  private void keep(Service service, Action action, List<Duty> duties) {
    if (action.every().isEmpty() && action.when().isEmpty()) {
      return;
    }
    TaskId task = new TaskId(id, service.name(), action.name());
    Definition now = new Definition(action, service.replicas(), active.generation());
    action.every().ifPresent(_ -> duties.add(new Duty.Keep(task, now)));
    Prompts.of(id, active, service, action)
        .forEach(occasion -> duties.add(new Duty.Prompt(task, now, occasion)));
  }

  /** What needs no time and was not done is made up for: an earlier version did not know it. */
  private boolean isOverdue() {
    if (RobotEvolution.isOfOld(active)) {
      return true;
    }
    List<Service> stale =
        active.blueprint().services().stream()
            .filter(service -> seats(service).hasStale())
            .toList();
    return !grants(stale).isEmpty();
  }

  boolean isDue(Instant at) {
    return due().filter(due -> !at.isBefore(due)).isPresent();
  }

  /** Retires what nothing that still stands needs. */
  static List<Duty> takeDown(Destroying destroying) {
    Set<WorkloadId> slots = destroying.slots().keySet();
    Set<String> standing =
        slots.stream().map(WorkloadId::service).collect(Collectors.toCollection(TreeSet::new));
    Set<String> needed = new TreeSet<>();
    for (Service service : destroying.blueprint().services()) {
      if (standing.contains(service.name())) {
        needed.addAll(service.needs());
      }
    }
    List<Duty> duties = new ArrayList<>();
    slots.stream()
        .filter(workload -> !needed.contains(workload.service()))
        .forEach(workload -> duties.add(new Duty.Retire(workload, destroying.fence())));
    return duties;
  }
}
