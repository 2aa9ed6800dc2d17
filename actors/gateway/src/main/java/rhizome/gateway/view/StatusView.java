package rhizome.gateway.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import rhizome.blueprints.model.Resources;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Slot;
import rhizome.grid.workload.Status;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * The grid at a glance.
 *
 * @param well nothing is missing, waiting, parked, suspect, offline or frozen
 * @param scaled the services whose replicas follow their load
 * @param workloads how many there are, by status
 * @param needsHuman what the grid could not mend by itself
 * @param nodesSuspect those that may be gone and whose lease still runs
 * @param nodesClosed those that take nothing new because an operator said so, or are powered down
 */
public record StatusView(
    boolean well,
    int robots,
    List<Unready> robotsNotReady,
    List<Scaled> scaled,
    Map<String, Integer> workloads,
    List<Parked> needsHuman,
    int nodes,
    List<String> nodesOffline,
    List<String> nodesSuspect,
    List<Closed> nodesClosed,
    List<Zone> zones,
    List<GovernorView> governors) {

  /**
   * A robot that is not done.
   *
   * @param why what the first of its workloads that is awaited says of itself; empty for nothing
   */
  public record Unready(String name, String phase, int ready, int replicas, String why) {}

  /**
   * A service that is scaled.
   *
   * @param service as {@code robot/service}
   * @param replicas how many there shall be now
   * @param range between how many, as {@code 1..8}
   */
  public record Scaled(String service, int replicas, String range) {}

  /** A workload that needs a human, or a service as {@code robot/service}, and why. */
  public record Parked(String workload, String cause) {}

  /**
   * A node that takes nothing new.
   *
   * @param admission {@code cordoned}, {@code draining}, {@code drained} once nothing is left,
   *     {@code asleep} or {@code waking}
   * @param remaining workloads that still have a place there
   */
  public record Closed(String node, String admission, int remaining) {
    static Closed of(NodeView node) {
      return new Closed(node.name(), node.admission(), node.workloads().size());
    }
  }

  /**
   * Nodes among which a place is sought.
   *
   * @param capacity of those that are online
   */
  public record Zone(
      String name, int online, int suspect, int offline, Resources capacity, Resources reserved) {

    static Zone empty(String name) {
      return new Zone(name, 0, 0, 0, Resources.NONE, Resources.NONE);
    }

    Zone with(NodeView node) {
      if (node.rests()) {
        return this;
      }
      if (node.suspect()) {
        return new Zone(name, online, suspect + 1, offline, capacity, reserved);
      }
      return node.online()
          ? new Zone(
              name,
              online + 1,
              suspect,
              offline,
              capacity.plus(node.capacity()),
              reserved.plus(node.reserved()))
          : new Zone(name, online, suspect, offline + 1, capacity, reserved);
    }
  }

  private static final List<Status> WAITED_FOR =
      List.of(Status.PENDING, Status.STARTING, Status.UNHEALTHY);

  public StatusView {
    robotsNotReady = List.copyOf(robotsNotReady);
    scaled = List.copyOf(scaled);
    workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
    needsHuman = List.copyOf(needsHuman);
    nodesOffline = List.copyOf(nodesOffline);
    nodesSuspect = List.copyOf(nodesSuspect);
    nodesClosed = List.copyOf(nodesClosed);
    zones = List.copyOf(zones);
    governors = List.copyOf(governors);
  }

  public static StatusView of(Map<RobotId, Robot.State> robots, List<NodeView> nodes) {
    List<Unready> unready = new ArrayList<>();
    List<Scaled> scaled = new ArrayList<>();
    Map<String, Integer> workloads = new TreeMap<>();
    List<Parked> parked = new ArrayList<>();
    robots.forEach(
        (id, state) -> {
          RobotView view = RobotView.of(id, state);
          if (!view.ready()) {
            unready.add(unready(view, slots(state)));
          }
          slots(state).forEach((workload, slot) -> count(workload, slot, workloads, parked));
          view.services().forEach(service -> stalled(view, service, parked));
          view.services().forEach(service -> scaled(view, service).ifPresent(scaled::add));
        });
    List<String> suspect = names(nodes, NodeView::suspect);
    List<String> offline = names(nodes, node -> !node.online() && !node.suspect() && !node.rests());
    boolean there = suspect.isEmpty() && offline.isEmpty();
    boolean well = unready.isEmpty() && parked.isEmpty() && there;
    return new StatusView(
        well,
        robots.size(),
        unready,
        scaled,
        workloads,
        parked,
        nodes.size(),
        offline,
        suspect,
        nodes.stream().filter(NodeView::closed).map(Closed::of).toList(),
        zones(nodes),
        List.of());
  }

  private static List<String> names(List<NodeView> nodes, Predicate<NodeView> which) {
    return nodes.stream().filter(which).map(NodeView::name).toList();
  }

  /** The same, and what the governors say to it. */
  public StatusView with(List<GovernorView> says) {
    boolean flows = says.stream().noneMatch(GovernorView::frozen);
    return new StatusView(
        well && flows,
        robots,
        robotsNotReady,
        scaled,
        workloads,
        needsHuman,
        nodes,
        nodesOffline,
        nodesSuspect,
        nodesClosed,
        zones,
        says);
  }

  private static void count(
      WorkloadId workload, Slot slot, Map<String, Integer> counts, List<Parked> parked) {
    counts.merge(RobotView.status(slot), 1, Integer::sum);
    if (slot.status() == Status.PARKED) {
      parked.add(new Parked(workload.toString(), slot.detail()));
    }
  }

  /** What stalls because something is parked is told by that. */
  private static void stalled(
      RobotView robot, RobotView.ServiceView service, List<Parked> needsHuman) {
    if (!service.workloads().containsKey("parked")) {
      service
          .stalled()
          .map(why -> new Parked(robot.name() + "/" + service.name(), why))
          .ifPresent(needsHuman::add);
    }
  }

  private static Optional<Scaled> scaled(RobotView robot, RobotView.ServiceView service) {
    String name = robot.name() + "/" + service.name();
    return service.range().map(range -> new Scaled(name, service.replicas(), range));
  }

  /** What is parked or stalled says why by itself. */
  private static String why(Map<WorkloadId, Slot> slots) {
    return slots.entrySet().stream()
        .filter(entry -> WAITED_FOR.contains(entry.getValue().status()))
        .filter(entry -> !entry.getValue().detail().isEmpty())
        .map(entry -> entry.getValue().brief(entry.getKey()))
        .findFirst()
        .orElse("");
  }

  private static Unready unready(RobotView view, Map<WorkloadId, Slot> slots) {
    int ready = view.services().stream().mapToInt(RobotView.ServiceView::ready).sum();
    int replicas = view.services().stream().mapToInt(RobotView.ServiceView::replicas).sum();
    return new Unready(view.name(), view.phase(), ready, replicas, why(slots));
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
              name -> zones.merge(name, Zone.empty(name).with(node), (zone, _) -> zone.with(node)));
    }
    return List.copyOf(zones.values());
  }
}
