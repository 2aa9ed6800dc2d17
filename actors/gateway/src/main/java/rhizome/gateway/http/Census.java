package rhizome.gateway.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import rhizome.gateway.GridPort;
import rhizome.gateway.GridPort.NamedNode;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.NodeView;
import rhizome.gateway.view.StatusView;
import rhizome.gateway.view.WorkloadView;
import rhizome.grid.node.Node;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Slot;
import rhizome.kernel.Nearest;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/**
 * Who is there. Nothing is asked of an entity before a roster or a robot named it: asking would
 * bring it to life.
 */
final class Census {

  private final GridPort grid;

  Census(GridPort grid) {
    this.grid = grid;
  }

  /** The state of a robot that has something to do, or a refusal that names the nearest. */
  CompletionStage<Robot.State> robot(RobotId id) {
    return grid.robots()
        .thenCompose(
            enlisted ->
                enlisted.contains(id)
                    ? grid.robot(id)
                    : CompletableFuture.completedFuture(new Robot.State.Idle(0)))
        .thenCompose(
            state ->
                isThere(state)
                    ? CompletableFuture.completedFuture(state)
                    : robots().thenApply(others -> unknown(id, others)));
  }

  /** A robot that was taken down stays on the roster for its number of generations. */
  private static boolean isThere(Robot.State state) {
    return !(state instanceof Robot.State.Idle);
  }

  private static Robot.State unknown(RobotId id, SortedMap<RobotId, Robot.State> others) {
    List<String> names = others.keySet().stream().map(RobotId::name).toList();
    throw unknown(Kind.UNKNOWN_ROBOT, "robot '" + id + "'", id.name(), names);
  }

  /** As {@link #robot}, but one that is not there is idle. */
  CompletionStage<Robot.State> robotOrIdle(RobotId id) {
    return grid.robots()
        .thenCompose(
            robots ->
                robots.contains(id)
                    ? grid.robot(id)
                    : CompletableFuture.completedFuture(new Robot.State.Idle(0)));
  }

  /** All robots that have something to do. */
  CompletionStage<SortedMap<RobotId, Robot.State>> robots() {
    return grid.robots()
        .thenCompose(robots -> inOrder(List.copyOf(robots), grid::robot))
        .thenApply(
            states -> {
              SortedMap<RobotId, Robot.State> there = new TreeMap<>(states);
              there.values().removeIf(state -> !isThere(state));
              return there;
            });
  }

  /** What the robot knows under that name, or a refusal that names the nearest there is. */
  CompletionStage<Slot> slot(WorkloadId id) {
    return robot(id.robot())
        .thenApply(
            state -> {
              Map<WorkloadId, Slot> slots = StatusView.slots(state);
              Slot slot = slots.get(id);
              if (slot == null) {
                throw unknown(
                    Kind.UNKNOWN_WORKLOAD,
                    "workload '" + id + "'",
                    id.toString(),
                    slots.keySet().stream().map(WorkloadId::toString).toList());
              }
              return slot;
            });
  }

  CompletionStage<WorkloadView> workload(WorkloadId id) {
    return slot(id).thenCompose(_ -> grid.workload(id)).thenApply(s -> WorkloadView.of(id, s));
  }

  /** Up to {@code limit} workloads past {@code after}, in the order of their names. */
  CompletionStage<List<WorkloadView>> workloads(
      Collection<Robot.State> robots, Optional<WorkloadId> after, int limit) {
    List<WorkloadId> ids =
        robots.stream()
            .flatMap(state -> StatusView.slots(state).keySet().stream())
            .sorted()
            .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
            .limit(limit)
            .toList();
    return inOrder(ids, grid::workload)
        .thenApply(
            states ->
                states.entrySet().stream()
                    .map(entry -> WorkloadView.of(entry.getKey(), entry.getValue()))
                    .toList());
  }

  /** Asks all of them at once. */
  private static <K, V> CompletionStage<Map<K, V>> inOrder(
      List<K> keys, Function<K, CompletionStage<V>> ask) {
    Map<K, CompletableFuture<V>> asked = new LinkedHashMap<>();
    keys.forEach(key -> asked.put(key, ask.apply(key).toCompletableFuture()));
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              Map<K, V> answers = new LinkedHashMap<>();
              asked.forEach((key, answer) -> answers.put(key, answer.join()));
              return answers;
            });
  }

  /** All nodes that are a part of the grid. */
  CompletionStage<List<NamedNode>> nodes() {
    return grid.nodes()
        .thenApply(
            nodes ->
                nodes.stream()
                    .filter(node -> !(node.state() instanceof Node.State.Removed))
                    .toList());
  }

  /** The node of that name, or a refusal that names the nearest there is. */
  CompletionStage<NodeView> node(NodeId id) {
    return nodes()
        .thenApply(
            nodes ->
                nodes.stream()
                    .filter(node -> node.node().equals(id))
                    .findFirst()
                    .map(node -> NodeView.of(id, node.state()))
                    .orElseThrow(() -> unknown(id, nodes)));
  }

  private static Refusal unknown(NodeId id, List<NamedNode> others) {
    List<String> names = others.stream().map(node -> node.node().name()).toList();
    return unknown(Kind.UNKNOWN_NODE, "node '" + id + "'", id.name(), names);
  }

  private static Refusal unknown(Kind kind, String what, String name, List<String> known) {
    Optional<String> nearest = Nearest.of(name, known);
    String hint =
        nearest
            .map(near -> ": did you mean '" + near + "'?")
            .orElse(known.isEmpty() ? ": there is none at all" : "");
    Problem problem = Problem.of(kind, "there is no " + what + hint);
    return new Refusal(nearest.map(near -> problem.with("nearest", near)).orElse(problem));
  }
}
