package rhizome.cli.host;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import rhizome.blueprints.model.Blueprint;
import rhizome.gateway.GridPort;
import rhizome.gateway.LedgerPort;
import rhizome.gateway.timeline.Fact;
import rhizome.grid.node.Lease;
import rhizome.grid.node.Node;
import rhizome.grid.notice.Notices;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.robot.Robot;
import rhizome.grid.robot.Roster;
import rhizome.grid.task.Task;
import rhizome.grid.workload.Workload;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.checkup.Symptoms;
import rhizome.runtime.entity.EventFeed;
import rhizome.runtime.entity.Receipt;
import rhizome.runtime.grid.Grid;
import rhizome.runtime.grid.Refusals;
import rhizome.runtime.node.LogSlice;

/** The running grid, as the gateway wants to see it. */
record GridAdapter(Grid grid, LedgerPort ledger, CompletableFuture<Boolean> stopped)
    implements GridPort {

  @Override
  public CompletionStage<Answer> target(Blueprint blueprint, long parent, String by) {
    RobotId robot = new RobotId(blueprint.name());
    Instant now = Instant.now();
    return grid.roster(new Roster.Command.Enlist(robot, now))
        .thenCompose(
            _ -> answer(grid.robot(robot, new Robot.Command.Target(blueprint, parent, by, now))));
  }

  @Override
  public CompletionStage<Answer> destroy(RobotId robot, String by) {
    return answer(grid.robot(robot, new Robot.Command.Destroy(by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> promote(RobotId robot, String by) {
    return answer(grid.robot(robot, new Robot.Command.Promote(by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> runJob(RobotId robot, String service, String by) {
    return answer(grid.robot(robot, new Robot.Command.RunJob(service, by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> scale(RobotId robot, String service, int replicas, String by) {
    return answer(
        grid.robot(
            robot,
            new Robot.Command.Scale(service, replicas, Optional.empty(), by, "", Instant.now())));
  }

  @Override
  public CompletionStage<Answer> discard(WorkloadId workload, String by) {
    return answer(
        grid.robot(workload.robot(), new Robot.Command.Discard(workload, by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> retry(WorkloadId workload, String by) {
    return answer(grid.workload(workload, new Workload.Command.Retry(by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> task(TaskId task, Task.Command command) {
    return answer(grid.task(task, command));
  }

  @Override
  public CompletionStage<Task.State> task(TaskId task) {
    return grid.task(task);
  }

  @Override
  public CompletionStage<Answer> cordon(NodeId node, String by) {
    return answer(grid.node(node, new Node.Command.Cordon(by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> uncordon(NodeId node, String by) {
    return answer(grid.node(node, new Node.Command.Uncordon(by, Instant.now())));
  }

  @Override
  public CompletionStage<Answer> drain(NodeId node, Duration deadline, int atOnce, String by) {
    Instant now = Instant.now();
    return answer(grid.node(node, new Node.Command.Drain(by, now.plus(deadline), atOnce, now)));
  }

  @Override
  public CompletionStage<Answer> powerDown(NodeId node, String by) {
    return grid.node(node)
        .thenCompose(
            state -> {
              String boot = state instanceof Node.State.Known k ? k.boot() : "";
              var sleep = new Node.Command.Sleep(boot, by, "it was asked for", Instant.now());
              return answer(grid.node(node, sleep));
            });
  }

  @Override
  public CompletionStage<Answer> powerUp(NodeId node, String by) {
    Instant now = Instant.now();
    Instant deadline = now.plus(grid.wakeDeadline());
    return answer(grid.node(node, new Node.Command.Wake(by, "it was asked for", deadline, now)));
  }

  @Override
  public CompletionStage<Answer> remove(NodeId node, String by) {
    return answer(grid.node(node, new Node.Command.Remove(by, Instant.now())));
  }

  private static CompletionStage<Answer> answer(CompletionStage<Receipt> asked) {
    return asked.handle(
        (receipt, failure) -> {
          if (receipt != null) {
            return new Answer.Done(receipt.generation());
          }
          return Refusals.of(failure)
              .map(Answer.Refused::new)
              .orElseThrow(() -> new CompletionException(failure));
        });
  }

  @Override
  public CompletionStage<SortedSet<RobotId>> robots() {
    return grid.roster().thenApply(Roster.State::robots);
  }

  @Override
  public CompletionStage<Robot.State> robot(RobotId robot) {
    return grid.robot(robot);
  }

  @Override
  public CompletionStage<Workload.State> workload(WorkloadId workload) {
    return grid.workload(workload);
  }

  @Override
  public CompletionStage<List<Workload.Event>> history(WorkloadId workload) {
    return grid.history(workload);
  }

  @Override
  public CompletionStage<Void> recount(RobotId robot, Predicate<Robot.Event> listener) {
    return grid.recount(robot, listener);
  }

  @Override
  public CompletionStage<Rehearsal.Outcome> rehearse(Rehearsal rehearsal) {
    return grid.rehearse(rehearsal);
  }

  @Override
  public CompletionStage<List<NamedNode>> nodes() {
    return grid.nodes()
        .thenCompose(
            nodes -> {
              List<CompletableFuture<NamedNode>> asked = new ArrayList<>();
              for (NodeId node : nodes) {
                CompletionStage<Node.State> state = grid.node(node);
                asked.add(state.thenApply(s -> new NamedNode(node, s)).toCompletableFuture());
              }
              return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                  .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
            });
  }

  @Override
  public CompletionStage<Symptoms> checkup() {
    return grid.checkup();
  }

  @Override
  public Source<ByteString, NotUsed> backup() {
    return grid.backup();
  }

  @Override
  public CompletionStage<List<ZoneGovernor>> governors() {
    return grid.governance().thenApply(says -> List.of(new ZoneGovernor(grid.zone(), says)));
  }

  @Override
  public CompletionStage<Answer> resume(String by) {
    return grid.resume(by)
        .thenApply(
            resumed -> resumed.wasFrozen() ? new Answer.Done(0) : new Answer.Refused("NOT_FROZEN"));
  }

  @Override
  public CompletionStage<Notices.State> notices() {
    return grid.notices();
  }

  @Override
  public CompletionStage<Answer> testNotices() {
    return answer(grid.notices(new Notices.Command.Test(Instant.now())));
  }

  @Override
  public long position() {
    return grid.feed().position();
  }

  @Override
  public CompletionStage<Events> events(long after, int max) {
    CompletableFuture<EventFeed.Batch> batch = grid.feed().next(after, max).toCompletableFuture();
    CompletableFuture<Events> events = batch.thenApply(GridAdapter::events);
    var _ = events.whenComplete((_, _) -> batch.cancel(false)); // who asked may have left
    return events;
  }

  private static Events events(EventFeed.Batch batch) {
    List<Numbered> numbered =
        batch.entries().stream()
            .flatMap(
                entry -> fact(entry).map(fact -> new Numbered(entry.position(), fact)).stream())
            .toList();
    return new Events(numbered, batch.missed() + missed(batch), batch.position());
  }

  /** What another member could not tell. */
  private static long missed(EventFeed.Batch batch) {
    return batch.entries().stream()
        .mapToLong(entry -> entry.event() instanceof EventFeed.Missed(long count) ? count : 0)
        .sum();
  }

  /** Nothing for events that are nobody's business, such as a roster's. */
  private static Optional<Fact> fact(EventFeed.Entry entry) {
    String name = entry.persistenceId().substring(entry.persistenceId().indexOf('|') + 1);
    return switch (entry.event()) {
      case Workload.Event e -> Optional.of(new Fact.OfWorkload(WorkloadId.parse(name), e));
      case Robot.Event e -> Optional.of(new Fact.OfRobot(new RobotId(name), e));
      case Task.Event e -> Optional.of(new Fact.OfTask(TaskId.parse(name), e));
      case Node.Event e -> Optional.of(new Fact.OfNode(new NodeId(name), e));
      default -> Optional.empty();
    };
  }

  @Override
  public CompletionStage<Log> log(WorkloadId workload, long from, int max) {
    return grid.workload(workload)
        .thenCompose(
            state ->
                holder(state)
                    .<CompletionStage<Optional<NodeId>>>map(
                        node -> CompletableFuture.completedFuture(Optional.of(node)))
                    .orElseGet(() -> history(workload).thenApply(GridAdapter::lastHolder)))
        .thenCompose(
            holder ->
                holder
                    .map(node -> read(node, workload, from, max))
                    .orElseGet(
                        () ->
                            CompletableFuture.completedFuture(
                                new Log.Unavailable("no node ever held it"))));
  }

  /** Where it ran last: what it wrote there is still to be read, and tells why it is parked. */
  private static Optional<NodeId> lastHolder(List<Workload.Event> events) {
    return events.reversed().stream()
        .filter(Workload.Event.Placed.class::isInstance)
        .map(event -> ((Workload.Event.Placed) event).node())
        .findFirst();
  }

  private CompletionStage<Log> read(NodeId node, WorkloadId workload, long from, int max) {
    return grid.log(node, workload, from, Math.min(max, LogSlice.BYTES_MAX))
        .handle(
            (slice, failure) -> {
              if (slice != null) {
                return new Log.Chunk(
                    slice.from(), ByteString.fromArray(slice.bytes()), slice.size());
              }
              return new Log.Unavailable(
                  Refusals.of(failure).orElse(node + " did not answer in time"));
            });
  }

  private static Optional<NodeId> holder(Workload.State state) {
    return switch (state) {
      case Workload.State.Active a ->
          a.outgoing().serving().map(s -> s.lease().node()).or(() -> Optional.of(a.lease().node()));
      case Workload.State.Pending p ->
          p.outgoing().serving().map(s -> s.lease().node()).or(() -> last(p.leaving()));
      case Workload.State.Parked p -> last(p.leaving());
      case Workload.State.Completed c -> Optional.of(c.node());
      case Workload.State.Retiring r -> last(r.leaving());
      case Workload.State.Absent _, Workload.State.Gone _ -> Optional.empty();
    };
  }

  private static Optional<NodeId> last(List<Lease> leases) {
    return leases.stream().map(Lease::node).reduce((_, next) -> next);
  }

  @Override
  public void shutdown(boolean keep) {
    stopped.complete(keep);
  }
}
