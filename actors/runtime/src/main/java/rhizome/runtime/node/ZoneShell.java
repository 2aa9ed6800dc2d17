package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Assignment;
import rhizome.grid.placement.Placement;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.ZoneIndex;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.Wire;

/**
 * One zone. Forgets everything with its JVM and learns it again from heartbeats and from what the
 * nodes owe; every decision it takes is asked of {@link ZoneIndex}.
 */
public final class ZoneShell extends AbstractBehavior<ZoneShell.Message> {

  /** Requests that wait for capacity; beyond it they come again by their own resync. */
  static final int WAITING_MAX = 10_000;

  private static final Duration TICK = Duration.ofMillis(250);

  /** What a zone is told and asked. */
  public sealed interface Message {}

  /** A node is alive; {@code link} is where its orders go. */
  public record Beat(Heartbeat heartbeat, ActorRef<Order> link) implements Message, Wire {}

  public record Watch(NodeId node, String boot) implements Message, Wire {}

  public record Miss(NodeId node) implements Message, Wire {}

  /** The agent of this boot, if it is connected, shall enrol its node once more. */
  public record Summon(NodeId node, String boot) implements Message, Wire {}

  /** It was taken off the grid: it is no longer listed. */
  public record Forget(NodeId node, ActorRef<Forgotten> replyTo) implements Message, Wire {}

  public record Forgotten(NodeId node) implements Wire {}

  /**
   * Have the agent hold this; of what is leaving it says when it is over, even if it is already.
   */
  public record Hold(
      NodeId node,
      String boot,
      List<Assignment> assignments,
      List<Assignment> leaving,
      boolean admits)
      implements Message, Wire {}

  public record FindPlace(
      WorkloadId workload,
      long epoch,
      Resources wanted,
      List<NodeId> avoid,
      ActorRef<Placement.Choice> replyTo)
      implements Message, Wire {}

  public record Refused(NodeId node, WorkloadId workload) implements Message, Wire {}

  /** Which nodes are known here, heard or not. */
  public record ListNodes(ActorRef<Nodes> replyTo) implements Message, Wire {}

  public record Nodes(List<NodeId> nodes) implements Wire {}

  /** Hand an order to the agent of a node. */
  public record Forward(NodeId node, Order.ReadLog order) implements Message, Wire {}

  private record Tick() implements Message {}

  private record Expired(NodeId node, String boot) implements Message {}

  /** What a zone asks of the entities around it. */
  public interface Neighbours {

    /** Have the node hand out again what it owes. */
    void wake(NodeId node);

    /** Tell the node that its lease ran out; {@code done} once it has answered. */
    void expire(NodeId node, String boot, Instant heard, Runnable done);

    /** A place was found for one who had waited. */
    void place(FindPlace waiting, NodeId node);
  }

  private final Clock clock;
  private final Neighbours neighbours;
  private final ZoneIndex index;
  private final Map<NodeId, AgentSession> sessions = new TreeMap<>();
  private final Map<NodeId, ZoneIndex.Silent> expiring = new TreeMap<>();
  private final Map<WorkloadId, FindPlace> waiting = new LinkedHashMap<>();
  private boolean grown;

  private ZoneShell(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Clock clock,
      Neighbours neighbours,
      Duration lease) {
    super(context);
    this.clock = clock;
    this.neighbours = neighbours;
    this.index = new ZoneIndex(lease);
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  public static Behavior<Message> create(Clock clock, Neighbours neighbours, Duration lease) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new ZoneShell(context, timers, clock, neighbours, lease)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Beat beat -> hear(beat);
      case Watch(var node, var boot) -> {
        expiring.remove(node);
        index.watch(node, boot, clock.instant());
      }
      case Miss(var node) -> sessions.computeIfAbsent(node, _ -> new AgentSession());
      case Summon(var node, var boot) -> summon(node, boot);
      case Forget(var node, var replyTo) -> {
        sessions.remove(node);
        index.forget(node);
        replyTo.tell(new Forgotten(node));
      }
      case Hold hold -> hold(hold);
      case FindPlace request -> find(request);
      case Refused(var node, var workload) -> index.refused(node, workload, clock.instant());
      case ListNodes(var replyTo) -> replyTo.tell(new Nodes(new ArrayList<>(sessions.keySet())));
      case Forward(var node, var order) -> forward(node, order);
      case Tick _ -> tick();
      case Expired(var node, var boot) ->
          expiring.computeIfPresent(node, (_, s) -> s.boot().equals(boot) ? null : s);
    }
    return this;
  }

  private void hear(Beat beat) {
    Heartbeat heartbeat = beat.heartbeat;
    boolean isNew = index.hear(heartbeat, clock.instant());
    AgentSession session = sessions.computeIfAbsent(heartbeat.node(), _ -> new AgentSession());
    session.meet(heartbeat.boot(), beat.link);
    if (isNew) {
      grown = true;
      beat.link.tell(new Order.Introduce());
    }
    if (isNew || session.disagrees(heartbeat.digest())) {
      session.forget();
      neighbours.wake(heartbeat.node());
    }
  }

  private void summon(NodeId node, String boot) {
    AgentSession session = sessions.get(node);
    if (session != null && session.speaksFor(boot)) {
      session.tell(new Order.Introduce());
    }
  }

  private void hold(Hold hold) {
    grown |= index.hold(hold.node, hold.assignments);
    grown |= index.admit(hold.node, hold.admits);
    AgentSession session = sessions.get(hold.node);
    if (session != null && session.speaksFor(hold.boot)) {
      session.hold(hold.assignments);
      hold.leaving.forEach(a -> session.tell(new Order.Drop(a.workload(), a.epoch())));
    }
  }

  private void find(FindPlace request) {
    Placement.Choice choice =
        index.choose(request.workload, request.wanted, request.avoid, clock.instant());
    waiting.remove(request.workload);
    if (choice.node().isEmpty() && waiting.size() < WAITING_MAX) {
      waiting.put(request.workload, request);
    }
    request.replyTo.tell(choice);
  }

  private void forward(NodeId node, Order.ReadLog order) {
    AgentSession session = sessions.get(node);
    if (session == null || !session.tell(order)) {
      order.replyTo().tell(StatusReply.error(node + " is not connected"));
    }
  }

  private void tick() {
    Instant now = clock.instant();
    for (ZoneIndex.Silent silent : index.silent(now)) {
      getContext().getLog().warn("{} fell silent at {}", silent.node(), silent.heard());
      expiring.put(silent.node(), silent);
    }
    for (ZoneIndex.Silent silent : List.copyOf(expiring.values())) {
      ActorRef<Message> self = getContext().getSelf();
      neighbours.expire(
          silent.node(),
          silent.boot(),
          silent.heard(),
          () -> self.tell(new Expired(silent.node(), silent.boot())));
    }
    if (grown) {
      grown = false;
      placeWaiting(now);
    }
  }

  private void placeWaiting(Instant now) {
    for (FindPlace request : List.copyOf(waiting.values())) {
      index
          .choose(request.workload, request.wanted, request.avoid, now)
          .node()
          .ifPresent(
              node -> {
                waiting.remove(request.workload);
                neighbours.place(request, node);
              });
    }
  }
}
