package rhizome.grid.robot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.blueprints.model.Action;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Slot;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Robot.State.Destroying;
import rhizome.grid.task.Definition;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/**
 * Which workloads a robot asks for and which it retires, given how far everything is. This runs at
 * every report of every workload, so it goes through the slots once and looks none of them up.
 */
final class Rollout {

  private record Seat(WorkloadId workload, Slot slot, boolean isCurrent) {

    boolean isReady() {
      return slot.status() == Status.READY;
    }
  }

  private final Active active;
  private final Map<String, List<Seat>> seats = new TreeMap<>();
  private final List<WorkloadId> surplus = new ArrayList<>();

  Rollout(Active active) {
    this.active = active;
    Map<String, Service> services = new TreeMap<>();
    for (Service service : active.blueprint().services()) {
      services.put(service.name(), service);
      seats.put(service.name(), new ArrayList<>());
    }
    active.slots().forEach((workload, slot) -> sort(services, workload, slot));
  }

  private void sort(Map<String, Service> services, WorkloadId workload, Slot slot) {
    Service service = services.get(workload.service());
    if (service == null || workload.slot() >= service.replicas()) {
      surplus.add(workload);
    } else {
      seats(service.name()).add(new Seat(workload, slot, isCurrent(service, slot)));
    }
  }

  private boolean isCurrent(Service service, Slot slot) {
    return slot.status() != Status.RETIRING
        && slot.status() != Status.GONE
        && slot.generation() >= active.since().getOrDefault(service.name(), active.generation());
  }

  List<Duty> duties(RobotId robot) {
    List<Duty> duties = new ArrayList<>();
    for (Service service : active.blueprint().services()) {
      if (service.needs().stream().allMatch(this::isReady)) {
        ask(service, duties);
      }
      service.actions().forEach(action -> keep(robot, service, action, duties));
    }
    surplus.forEach(w -> duties.add(new Duty.Retire(w, active.generation())));
    return duties;
  }

  /** A service is ready when every replica is, with the spec that is wanted now. */
  private boolean isReady(String service) {
    return seats.containsKey(service)
        && seats(service).stream().allMatch(seat -> seat.isCurrent() && seat.isReady());
  }

  private void ask(Service service, List<Duty> duties) {
    List<Seat> asked = seats(service.name());
    boolean mayDisturb = asked.stream().allMatch(Seat::isReady);
    for (Seat seat : asked) {
      if (!seat.isCurrent() && (!seat.isReady() || mayDisturb)) {
        duties.add(new Duty.Ensure(seat.workload(), service.spec(), active.generation()));
        mayDisturb = mayDisturb && !seat.isReady();
      }
    }
  }

  /** Owed as long as it recurs, for a task that was told once might have been told too early. */
  private void keep(RobotId robot, Service service, Action action, List<Duty> duties) {
    if (action.every().isPresent()) {
      Definition now = new Definition(action, service.replicas(), active.generation());
      duties.add(new Duty.Keep(new TaskId(robot, service.name(), action.name()), now));
    }
  }

  private List<Seat> seats(String service) {
    return Objects.requireNonNull(seats.get(service), service);
  }

  static Stream<WorkloadId> slots(RobotId robot, Service service) {
    return IntStream.range(0, service.replicas())
        .mapToObj(slot -> new WorkloadId(robot, service.name(), slot));
  }

  static boolean isWanted(Blueprint blueprint, WorkloadId workload) {
    return blueprint
        .service(workload.service())
        .filter(service -> workload.slot() < service.replicas())
        .isPresent();
  }

  /** Retires what nothing that still stands needs. */
  static List<Duty> takeDown(Destroying destroying) {
    Set<WorkloadId> slots = destroying.slots().keySet();
    List<String> needed =
        destroying.blueprint().services().stream()
            .filter(service -> slots.stream().anyMatch(w -> w.service().equals(service.name())))
            .flatMap(service -> service.needs().stream())
            .toList();
    List<Duty> duties = new ArrayList<>();
    slots.stream()
        .filter(workload -> !needed.contains(workload.service()))
        .forEach(workload -> duties.add(new Duty.Retire(workload, destroying.generation())));
    return duties;
  }
}
