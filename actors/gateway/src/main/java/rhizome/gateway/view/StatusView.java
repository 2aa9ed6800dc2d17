package rhizome.gateway.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Robot.Slot;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * The grid at a glance.
 *
 * @param well nothing is missing, waiting, parked, offline or frozen
 * @param workloads how many there are, by status
 * @param needsHuman what the grid could not mend by itself
 */
public record StatusView(
    boolean well,
    int robots,
    List<Unready> robotsNotReady,
    Map<String, Integer> workloads,
    List<Parked> needsHuman,
    int nodes,
    List<String> nodesOffline,
    List<Zone> zones,
    List<GovernorView> governors) {

  /** A robot that is not done. */
  public record Unready(String name, String phase, int ready, int replicas) {}

  /** A workload that needs a human, and why. */
  public record Parked(String workload, String cause) {}

  public record Zone(String name, int online, int offline, Resources capacity, Resources reserved) {
    Zone with(NodeView node) {
      return node.online()
          ? new Zone(
              name,
              online + 1,
              offline,
              capacity.plus(node.capacity()),
              reserved.plus(node.reserved()))
          : new Zone(name, online, offline + 1, capacity, reserved);
    }
  }

  public StatusView {
    robotsNotReady = List.copyOf(robotsNotReady);
    workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
    needsHuman = List.copyOf(needsHuman);
    nodesOffline = List.copyOf(nodesOffline);
    zones = List.copyOf(zones);
    governors = List.copyOf(governors);
  }

  public static StatusView of(Map<RobotId, Robot.State> robots, List<NodeView> nodes) {
    List<Unready> unready = new ArrayList<>();
    Map<String, Integer> workloads = new TreeMap<>();
    List<Parked> parked = new ArrayList<>();
    robots.forEach(
        (id, state) -> {
          RobotView view = RobotView.of(id, state);
          if (!view.ready()) {
            unready.add(unready(view));
          }
          slots(state).forEach((workload, slot) -> count(workload, slot, workloads, parked));
        });
    List<String> offline =
        nodes.stream().filter(node -> !node.online()).map(NodeView::name).toList();
    boolean well = unready.isEmpty() && parked.isEmpty() && offline.isEmpty();
    return new StatusView(
        well,
        robots.size(),
        unready,
        workloads,
        parked,
        nodes.size(),
        offline,
        zones(nodes),
        List.of());
  }

  /** The same, and what the governors say to it. */
  public StatusView with(List<GovernorView> says) {
    boolean flows = says.stream().noneMatch(GovernorView::frozen);
    return new StatusView(
        well && flows,
        robots,
        robotsNotReady,
        workloads,
        needsHuman,
        nodes,
        nodesOffline,
        zones,
        says);
  }

  private static void count(
      WorkloadId workload, Slot slot, Map<String, Integer> counts, List<Parked> parked) {
    counts.merge(slot.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
    if (slot.status() == Status.PARKED) {
      parked.add(new Parked(workload.toString(), slot.detail()));
    }
  }

  private static Unready unready(RobotView view) {
    int ready = view.services().stream().mapToInt(RobotView.ServiceView::ready).sum();
    int replicas = view.services().stream().mapToInt(RobotView.ServiceView::replicas).sum();
    return new Unready(view.name(), view.phase(), ready, replicas);
  }

  /** What a robot knows of its workloads. */
  public static Map<WorkloadId, Slot> slots(Robot.State state) {
    return switch (state) {
      case Robot.State.Idle _ -> Collections.emptyMap();
      case Robot.State.Active a -> a.slots();
      case Robot.State.Destroying d -> d.slots();
    };
  }

  private static List<Zone> zones(List<NodeView> nodes) {
    Map<String, Zone> zones = new TreeMap<>();
    for (NodeView node : nodes) {
      node.zone()
          .ifPresent(
              name ->
                  zones.merge(
                      name,
                      new Zone(name, 0, 0, Resources.NONE, Resources.NONE).with(node),
                      (zone, _) -> zone.with(node)));
    }
    return List.copyOf(zones.values());
  }
}
