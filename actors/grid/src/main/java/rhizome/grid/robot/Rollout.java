package rhizome.grid.robot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot.Duty;
import rhizome.grid.robot.Robot.Slot;
import rhizome.grid.robot.Robot.State.Active;
import rhizome.grid.robot.Robot.State.Destroying;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** Which workloads a robot asks for and which it retires, given how far everything is. */
final class Rollout {

  private final RobotId robot;
  private final Active active;

  Rollout(RobotId robot, Active active) {
    this.robot = robot;
    this.active = active;
  }

  List<Duty> duties() {
    List<Duty> duties = new ArrayList<>();
    for (Service service : active.blueprint().services()) {
      if (service.needs().stream().allMatch(this::isReady)) {
        ask(service, duties);
      }
    }
    active.slots().keySet().stream()
        .filter(workload -> !isWanted(active.blueprint(), workload))
        .forEach(surplus -> duties.add(new Duty.Retire(surplus, active.generation())));
    return duties;
  }

  /** A service is ready when every replica is, with the spec that is wanted now. */
  private boolean isReady(String name) {
    Optional<Service> service = active.blueprint().service(name);
    return service.isPresent()
        && slots(robot, service.get())
            .allMatch(workload -> isCurrent(workload) && status(workload) == Status.READY);
  }

  private void ask(Service service, List<Duty> duties) {
    boolean mayDisturb =
        slots(robot, service).allMatch(workload -> status(workload) == Status.READY);
    for (WorkloadId workload : slots(robot, service).toList()) {
      if (isCurrent(workload)) {
        continue;
      }
      boolean serves = status(workload) == Status.READY;
      if (!serves || mayDisturb) {
        duties.add(new Duty.Ensure(workload, service.spec(), active.generation()));
        mayDisturb = mayDisturb && !serves;
      }
    }
  }

  static Stream<WorkloadId> slots(RobotId robot, Service service) {
    return IntStream.range(0, service.replicas())
        .mapToObj(slot -> new WorkloadId(robot, service.name(), slot));
  }

  private boolean isCurrent(WorkloadId workload) {
    Slot slot = active.slots().get(workload);
    return slot != null
        && slot.status() != Status.RETIRING
        && slot.status() != Status.GONE
        && slot.generation() >= since(workload.service());
  }

  private long since(String service) {
    Long since = active.since().get(service);
    return since == null ? active.generation() : since;
  }

  private Status status(WorkloadId workload) {
    Slot slot = active.slots().get(workload);
    return slot == null ? Status.GONE : slot.status();
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
