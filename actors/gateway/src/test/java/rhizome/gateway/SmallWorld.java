package rhizome.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import rhizome.gateway.timeline.Fact;
import rhizome.grid.healing.Cause;
import rhizome.grid.healing.Exit;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.node.Report;
import rhizome.grid.placement.Candidate;
import rhizome.grid.placement.Placement;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.workload.Workload;
import rhizome.kernel.Decision;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * The real deciders, with their duties carried out at once by one thread. Programs are pretended,
 * by the name of their command: {@code broken} ends at once for ever, {@code slow} is never ready
 * by itself, all others are ready as soon as they are started. Time moves a millisecond a look.
 */
final class SmallWorld {

  private static final Duration SOON = Duration.ofMinutes(1);

  static final Instant DAWN = Instant.parse("2026-01-01T12:00:00Z");

  /** While one is being replaced, two nodes may run it. */
  private record Seat(WorkloadId workload, NodeId node) implements Comparable<Seat> {
    @Override
    public int compareTo(Seat other) {
      int byWorkload = workload.compareTo(other.workload);
      return byWorkload == 0 ? node.compareTo(other.node) : byWorkload;
    }
  }

  private record Program(NodeId node, Assignment assignment, int incarnation) {
    long epoch() {
      return assignment.epoch();
    }
  }

  private final Realm<RobotId, Robot.Command, Robot.Event, Robot.State, Robot.Duty> robots =
      new Realm<>(Robot::new, this::happened, this::carryOut);
  private final Realm<WorkloadId, Workload.Command, Workload.Event, Workload.State, Workload.Duty>
      workloads = new Realm<>(Workload::new, this::happened, this::carryOut);
  private final Realm<NodeId, Node.Command, Node.Event, Node.State, Node.Duty> nodes =
      new Realm<>(Node::new, this::happened, this::carryOut);

  private final Roster roster = new Roster();
  private Roster.State enlisted = roster.initial();
  private final Map<WorkloadId, List<Workload.Event>> histories = new TreeMap<>();
  private final Map<RobotId, List<Robot.Event>> told = new TreeMap<>();
  private final Map<Seat, Program> programs = new TreeMap<>();
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final Consumer<Fact> watcher;
  private long ticks;

  SmallWorld(Consumer<Fact> watcher) {
    this.watcher = watcher;
  }

  private Instant now() {
    return DAWN.plusMillis(ticks++);
  }

  Roster.State roster() {
    return enlisted;
  }

  Robot.State robot(RobotId id) {
    return robots.state(id);
  }

  Workload.State workload(WorkloadId id) {
    return workloads.state(id);
  }

  List<Workload.Event> history(WorkloadId id) {
    return List.copyOf(histories.getOrDefault(id, List.of()));
  }

  List<Robot.Event> told(RobotId id) {
    return List.copyOf(told.getOrDefault(id, List.of()));
  }

  /** As a journal does that deletes what is behind a snapshot. */
  void forget(RobotId id, int events) {
    told.computeIfPresent(id, (_, all) -> new ArrayList<>(all.subList(events, all.size())));
  }

  Map<NodeId, Node.State> nodes() {
    return nodes.states();
  }

  Decision<?> command(RobotId id, Robot.Command command) {
    Decision<Robot.Event> decision = robots.tell(id, command);
    settle();
    return decision;
  }

  Decision<?> command(WorkloadId id, Workload.Command command) {
    Decision<Workload.Event> decision = workloads.tell(id, command);
    settle();
    return decision;
  }

  Decision<?> command(NodeId id, Node.Command command) {
    Decision<Node.Event> decision = nodes.tell(id, command);
    settle();
    return decision;
  }

  /** So much time passes that every deadline of this node does. */
  void passDeadline(String name, Duration by) {
    ticks += by.toMillis();
    NodeId id = new NodeId(name);
    nodes.tell(id, new Node.Command.PassDeadline(now()));
    nodes.owe(id);
    settle();
  }

  void enrol(String name, Facts offered) {
    nodes.tell(new NodeId(name), new Node.Command.Enrol(offered, name + "-boot", now()));
    workloads.states().keySet().forEach(workloads::owe);
    settle();
  }

  /** The node falls silent, and two seconds later its lease runs out. */
  void lose(String name) {
    NodeId id = new NodeId(name);
    Instant heard = now();
    ticks += 2_000;
    programs.values().removeIf(program -> program.node.equals(id));
    nodes.tell(id, new Node.Command.ExpireLease(name + "-boot", heard, now()));
    settle();
  }

  /** Its connection closes, and nobody knows yet whether it is gone. */
  void suspect(String name) {
    Cause cause = Cause.of("its connection closed", now());
    nodes.tell(new NodeId(name), new Node.Command.Suspect(name + "-boot", cause, now()));
    settle();
  }

  /** Its program is killed; its node restarts it within its policy. */
  void kill(WorkloadId id) {
    Program program = running(id);
    Instant at = now();
    Exit exit = new Exit.Signal(9);
    tell(
        program.node,
        new Report.Restarting(id, program.epoch(), program.incarnation, at, exit, at));
    start(program.node, program.assignment, program.incarnation + 1);
    settle();
  }

  void ready(WorkloadId id) {
    Program program = running(id);
    tell(program.node, new Report.Ready(id, program.epoch(), program.incarnation, now()));
    settle();
  }

  private Program running(WorkloadId id) {
    return programs.values().stream()
        .filter(program -> program.assignment.workload().equals(id))
        .max(Comparator.comparingLong(Program::epoch))
        .orElseThrow(() -> new IllegalStateException(id + " does not run"));
  }

  private void settle() {
    for (Runnable next = work.poll(); next != null; next = work.poll()) {
      next.run();
    }
  }

  private void happened(RobotId id, Robot.Event event) {
    Roster.Command command = new Roster.Command.Enlist(id, now());
    if (roster.decide(enlisted, command) instanceof Decision.Accepted<Roster.Event>(var events)) {
      events.forEach(change -> enlisted = roster.evolve(enlisted, change));
    }
    told.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
    watcher.accept(new Fact.OfRobot(id, event));
  }

  private void happened(WorkloadId id, Workload.Event event) {
    histories.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
    watcher.accept(new Fact.OfWorkload(id, event));
  }

  private void happened(NodeId id, Node.Event event) {
    watcher.accept(new Fact.OfNode(id, event));
  }

  private void carryOut(Robot.Duty duty) {
    work.add(
        () -> {
          switch (duty) {
            case Robot.Duty.Ensure(var workload, var spec, long generation, boolean reaches) ->
                workloads.tell(
                    workload, new Workload.Command.Ensure(spec, generation, reaches, now()));
            case Robot.Duty.Retire(var workload, long generation) ->
                workloads.tell(workload, new Workload.Command.Retire(generation, now()));
            case Robot.Duty.Prompt _ -> {} // and nothing of what happens is awaited
            // no time passes here by itself
            case Robot.Duty.Keep _, Robot.Duty.Follow _ -> {}
            case Robot.Duty.Remind(var robot, var at) -> {
              if (at.isBefore(now().plus(SOON))) { // nobody waits here, and no patience ends
                robots.tell(robot, new Robot.Command.PassTime(at));
              }
            }
            case Robot.Duty.Announce(var workload, var lease, var table) ->
                robots.tell(
                    workload.robot(),
                    new Robot.Command.ConfirmTable(
                        workload, lease.epoch(), table.revision(), now()));
          }
        });
  }

  private void carryOut(Workload.Duty duty) {
    work.add(
        () -> {
          switch (duty) {
            case Workload.Duty.FindPlace find -> place(find);
            case Workload.Duty.Reserve(var node, var assignment, _) -> reserve(node, assignment);
            case Workload.Duty.Release(var id, var lease) -> {
              Decision<Node.Event> answer =
                  nodes.tell(lease.node(), new Node.Command.Release(id, lease.epoch(), now()));
              if (answer instanceof Decision.Rejected<Node.Event>) {
                workloads.tell(id, new Workload.Command.ConfirmRelease(lease, now()));
              }
            }
            case Workload.Duty.Inform(
                    var id,
                    long generation,
                    var status,
                    var detail,
                    var lease,
                    var endpoint,
                    long run,
                    long falls) -> {
              robots.tell(
                  id.robot(),
                  new Robot.Command.Observe(
                      id, generation, 0, status, detail, lease, endpoint, run, falls, now()));
              if (status == rhizome.grid.workload.Status.GONE) {
                workloads.tell(id, new Workload.Command.ConfirmGone(now()));
              }
            }
          }
        });
  }

  private void place(Workload.Duty.FindPlace find) {
    List<Candidate> candidates = new ArrayList<>();
    nodes
        .states()
        .forEach(
            (id, state) -> {
              if (state instanceof Node.State.Known k && k.admits()) {
                var capacity = k.facts().capacity();
                int held = k.held().size();
                candidates.add(new Candidate(id, capacity, capacity.minus(k.reserved()), held));
              }
            });
    Placement.Choice choice = Placement.choose(find.spec().resources(), find.avoid(), candidates);
    workloads.tell(
        find.workload(),
        choice
            .node()
            .<Workload.Command>map(node -> new Workload.Command.Place(find.epoch(), node, now()))
            .orElseGet(() -> new Workload.Command.LackPlace(find.epoch(), choice.reason(), now())));
  }

  private void reserve(NodeId node, Assignment assignment) {
    WorkloadId id = assignment.workload();
    long epoch = assignment.epoch();
    Decision<Node.Event> answer = nodes.tell(node, new Node.Command.Reserve(assignment, now()));
    workloads.tell(
        id,
        switch (answer) {
          case Decision.Accepted<Node.Event> _ -> new Workload.Command.ConfirmPlace(epoch, now());
          case Decision.Rejected<Node.Event>(var reason) ->
              new Workload.Command.RefusePlace(epoch, reason.name(), now());
        });
  }

  private void carryOut(Node.Duty duty) {
    work.add(
        () -> {
          switch (duty) {
            case Node.Duty.Hold(var node, _, _, var assignments, _, _, _, _) ->
                hold(node, assignments);
            case Node.Duty.Watch _, Node.Duty.Miss _ -> {}
            case Node.Duty.Summon _, Node.Duty.Remind _ -> {}
            case Node.Duty.PowerDown _, Node.Duty.PowerUp _ -> {}
            case Node.Duty.Doubt(var node, var id, var lease, var cause) ->
                leave(node, id, lease, new Workload.Command.DoubtNode(lease, cause, now()));
            case Node.Duty.Vacate(var node, var id, var lease, var cause, var deadline) ->
                leave(node, id, lease, new Workload.Command.Vacate(lease, cause, deadline, now()));
            case Node.Duty.Yield(var node, var id, var lease, var cause, _) ->
                leave(node, id, lease, new Workload.Command.Vacate(lease, cause, now(), now()));
            case Node.Duty.Forget(var node, _) ->
                nodes.tell(node, new Node.Command.ConfirmForgotten(now()));
            case Node.Duty.Evict(var node, var id, var lease, var cause) -> {
              workloads.tell(id, new Workload.Command.LoseNode(lease, cause, now()));
              nodes.tell(node, new Node.Command.Free(id, lease.epoch(), now()));
            }
          }
        });
  }

  private void leave(NodeId node, WorkloadId id, Lease lease, Workload.Command command) {
    if (workloads.tell(id, command) instanceof Decision.Rejected<Workload.Event>) {
      nodes.tell(node, new Node.Command.Release(id, lease.epoch(), now()));
    }
  }

  /** What an agent does: starts what is new on its list, stops what is no longer on it. */
  private void hold(NodeId node, List<Assignment> assignments) {
    Map<Seat, Program> mine = new TreeMap<>(programs);
    mine.values().removeIf(program -> !program.node.equals(node));
    mine.forEach(
        (seat, program) -> {
          if (!assignments.contains(program.assignment)) {
            programs.remove(seat);
            WorkloadId id = seat.workload;
            Exit exit = new Exit.Signal(15);
            tell(node, new Report.Stopped(id, program.epoch(), program.incarnation, now(), exit));
            nodes.tell(node, new Node.Command.Free(id, program.epoch(), now()));
          }
        });
    Collection<Assignment> held = mine.values().stream().map(Program::assignment).toList();
    assignments.stream().filter(a -> !held.contains(a)).forEach(a -> start(node, a, 1));
  }

  private void start(NodeId node, Assignment assignment, int incarnation) {
    WorkloadId id = assignment.workload();
    long epoch = assignment.epoch();
    programs.put(new Seat(id, node), new Program(node, assignment, incarnation));
    Map<String, Integer> ports = new TreeMap<>();
    assignment.spec().ports().forEach(port -> ports.put(port.name(), 8_000 + id.slot()));
    tell(node, new Report.Started(id, epoch, incarnation, now(), 4_000 + ticks, ports));
    switch (assignment.spec().run().command()) {
      case "broken" ->
          tell(node, new Report.Exhausted(id, epoch, incarnation, now(), new Exit.Code(3)));
      case "slow" -> {}
      default -> tell(node, new Report.Ready(id, epoch, incarnation, now()));
    }
  }

  private void tell(NodeId node, Report report) {
    workloads.tell(report.workload(), new Workload.Command.Observe(node, report));
  }
}
