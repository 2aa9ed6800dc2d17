package rhizome.runtime.grid;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.grid.healing.Governor;
import rhizome.grid.notice.NoticeKey;
import rhizome.grid.notice.Notices;
import rhizome.grid.notice.Signal;
import rhizome.grid.notice.Signals;
import rhizome.grid.notice.Topic;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Status;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Finds by looking what signals would have said: of everything that is told of, and of everything
 * that should be, it asks the entity itself. Who does not answer is let be until the next look.
 */
final class Surveyor {

  /** Entities that are asked at once. */
  private static final int ASKED_MAX = 500;

  private final Entities entities;
  private final Zones zones;
  private final ZoneId zone;
  private final Clock clock;

  Surveyor(Entities entities, Zones zones, ZoneId zone, Clock clock) {
    this.entities = entities;
    this.zones = zones;
    this.zone = zone;
    this.clock = clock;
  }

  /** What is so now, and what of {@code told} is so no longer. */
  CompletionStage<List<Signal>> look(Notices.State told) {
    CompletionStage<List<Signal>> workloads =
        entities
            .read(Kind.ROSTER, Grid.ORGANIZATION)
            .thenCompose(state -> parked(state.robots(), told))
            .exceptionally(_ -> workloads(told))
            .thenCompose(ids -> all(ids, this::workload));
    CompletionStage<List<Signal>> nodes =
        zones
            .nodes(zone)
            .thenApply(answer -> nodes(told, answer.nodes()))
            .exceptionally(_ -> nodes(told, List.of()))
            .thenCompose(ids -> all(ids, this::node));
    CompletionStage<List<Signal>> robots =
        entities
            .read(Kind.ROSTER, Grid.ORGANIZATION)
            .thenApply(state -> robots(told, state.robots()))
            .exceptionally(_ -> robots(told, List.of()))
            .thenCompose(ids -> all(ids, this::robot));
    CompletionStage<List<Signal>> frozen = frozen().exceptionally(_ -> List.of());
    return workloads
        .thenCombine(nodes, Surveyor::both)
        .thenCombine(robots, Surveyor::both)
        .thenCombine(frozen, Surveyor::both);
  }

  private CompletionStage<NavigableSet<WorkloadId>> parked(
      Collection<RobotId> robots, Notices.State told) {
    return all(robots, robot -> entities.read(Kind.ROBOT, robot).thenApply(Surveyor::parked))
        .thenApply(
            found -> {
              NavigableSet<WorkloadId> ids = workloads(told);
              found.stream().limit(ASKED_MAX).forEach(ids::add);
              return ids;
            });
  }

  private static List<WorkloadId> parked(Robot.State state) {
    return switch (state) {
      case Robot.State.Active a ->
          a.slots().entrySet().stream()
              .filter(slot -> slot.getValue().status() == Status.PARKED)
              .map(slot -> slot.getKey())
              .toList();
      case Robot.State.Idle _, Robot.State.Destroying _ -> List.of();
    };
  }

  private static NavigableSet<WorkloadId> workloads(Notices.State told) {
    NavigableSet<WorkloadId> ids = new TreeSet<>();
    for (NoticeKey key : told.open().keySet()) {
      if (key.topic() == Topic.WORKLOAD_PARKED) {
        ids.add(WorkloadId.parse(key.subject()));
      }
    }
    return ids;
  }

  private static NavigableSet<NodeId> nodes(Notices.State told, List<NodeId> known) {
    NavigableSet<NodeId> ids = new TreeSet<>(known);
    for (NoticeKey key : told.open().keySet()) {
      if (key.topic() == Topic.NODE_LOST || key.topic() == Topic.NODE_SUSPECT) {
        ids.add(new NodeId(key.subject()));
      }
    }
    return ids;
  }

  private static NavigableSet<RobotId> robots(Notices.State told, Collection<RobotId> known) {
    NavigableSet<RobotId> ids = new TreeSet<>(known);
    for (NoticeKey key : told.open().keySet()) {
      if (key.topic() == Topic.ROLLOUT_STALLED || key.topic() == Topic.ROLLOUT_REVERTED) {
        ids.add(new RobotId(key.subject()));
      }
    }
    return ids;
  }

  private CompletionStage<List<Signal>> robot(RobotId id) {
    return entities.read(Kind.ROBOT, id).thenApply(state -> Signals.of(id, state, clock.instant()));
  }

  private CompletionStage<List<Signal>> workload(WorkloadId id) {
    return entities
        .read(Kind.WORKLOAD, id)
        .thenApply(state -> Signals.of(id, state, clock.instant()));
  }

  private CompletionStage<List<Signal>> node(NodeId id) {
    return entities.read(Kind.NODE, id).thenApply(state -> Signals.of(id, state, clock.instant()));
  }

  private CompletionStage<List<Signal>> frozen() {
    return zones
        .governance(zone)
        .thenApply(
            says -> {
              Instant now = clock.instant();
              return Signals.ofZone(
                  zone,
                  says.frozen()
                      .map(
                          freeze ->
                              new Governor.Frozen(
                                  now.minus(freeze.age()), freeze.silent(), freeze.nodes())),
                  now);
            });
  }

  private static List<Signal> both(List<Signal> one, List<Signal> other) {
    List<Signal> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  @FunctionalInterface
  private interface Question<I, T> {
    CompletionStage<List<T>> of(I id);
  }

  /** Asks them in groups, one group after the other; silence is no answer, and no failure. */
  private static <I, T> CompletionStage<List<T>> all(Collection<I> ids, Question<I, T> question) {
    List<I> rest = List.copyOf(ids);
    CompletionStage<List<T>> found = CompletableFuture.completedFuture(new ArrayList<>());
    for (int from = 0; from < rest.size(); from += ASKED_MAX) {
      List<I> group = rest.subList(from, Math.min(rest.size(), from + ASKED_MAX));
      found = found.thenCompose(before -> group(before, group, question));
    }
    return found;
  }

  private static <I, T> CompletionStage<List<T>> group(
      List<T> before, List<I> ids, Question<I, T> question) {
    List<CompletableFuture<List<T>>> asked = new ArrayList<>();
    for (I id : ids) {
      asked.add(question.of(id).exceptionally(_ -> List.of()).toCompletableFuture());
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              List<T> found = new ArrayList<>(before);
              asked.forEach(answer -> found.addAll(answer.join()));
              return found;
            });
  }
}
