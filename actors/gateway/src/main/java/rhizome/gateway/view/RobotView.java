package rhizome.gateway.view;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Slot;
import rhizome.grid.robot.Robot.State.*;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * One robot and how far it is.
 *
 * @param phase {@code idle}, {@code active} or {@code destroying}
 * @param ready everything wanted is there in its newest form, and nothing else is
 * @param services in the order of the blueprint
 * @param outputs those of the blueprint of which all is known
 */
public record RobotView(
    String name,
    String phase,
    long generation,
    boolean ready,
    List<ServiceView> services,
    Map<String, String> outputs) {

  /**
   * @param ready replicas that are ready with the spec that is wanted now
   * @param workloads how many there are, by status, surplus ones included
   */
  public record ServiceView(
      String name, int replicas, int ready, List<String> needs, Map<String, Integer> workloads) {
    public ServiceView {
      needs = List.copyOf(needs);
      workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
    }

    boolean complete() {
      int known = workloads.values().stream().mapToInt(Integer::intValue).sum();
      return ready == replicas && known == replicas;
    }
  }

  public RobotView {
    services = List.copyOf(services);
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  /** Without outputs. */
  public RobotView(
      String name, String phase, long generation, boolean ready, List<ServiceView> services) {
    this(name, phase, generation, ready, services, new TreeMap<>());
  }

  public static RobotView of(RobotId id, Robot.State state) {
    return switch (state) {
      case Idle idle -> new RobotView(id.name(), "idle", idle.generation(), true, List.of());
      case Active a -> {
        List<ServiceView> services =
            a.blueprint().services().stream().map(service -> service(service, a)).toList();
        boolean surplus = a.slots().keySet().stream().anyMatch(w -> !isNamed(a.blueprint(), w));
        boolean ready = !surplus && services.stream().allMatch(ServiceView::complete);
        Map<String, String> outputs = a.blueprint().knownOutputs();
        yield new RobotView(id.name(), "active", a.generation(), ready, services, outputs);
      }
      case Destroying d ->
          new RobotView(
              id.name(),
              "destroying",
              d.generation(),
              false,
              d.blueprint().services().stream()
                  .map(
                      service ->
                          new ServiceView(
                              service.name(), 0, 0, service.needs(), counts(service, d.slots())))
                  .toList());
    };
  }

  private static boolean isNamed(Blueprint blueprint, WorkloadId workload) {
    return blueprint.service(workload.service()).isPresent();
  }

  private static ServiceView service(Service service, Active a) {
    Long changed = a.since().get(service.name());
    long since = changed == null ? a.generation() : changed;
    long ready =
        a.slots().entrySet().stream()
            .filter(slot -> slot.getKey().service().equals(service.name()))
            .filter(slot -> slot.getKey().slot() < service.replicas())
            .filter(slot -> slot.getValue().status() == Status.READY)
            .filter(slot -> slot.getValue().generation() >= since)
            .count();
    return new ServiceView(
        service.name(),
        service.replicas(),
        Math.toIntExact(ready),
        service.needs(),
        counts(service, a.slots()));
  }

  private static Map<String, Integer> counts(Service service, SortedMap<WorkloadId, Slot> slots) {
    Map<String, Integer> counts = new TreeMap<>();
    slots.forEach(
        (workload, slot) -> {
          if (workload.service().equals(service.name())) {
            counts.merge(slot.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
          }
        });
    return counts;
  }
}
