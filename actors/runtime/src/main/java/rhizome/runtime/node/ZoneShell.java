package rhizome.runtime.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.wishes.Priority;
import rhizome.blueprints.wishes.Wishes;
import rhizome.grid.healing.Governor;
import rhizome.grid.node.Assignment;
import rhizome.grid.node.Facts;
import rhizome.grid.node.Lease;
import rhizome.grid.placement.Placement;
import rhizome.grid.placement.Rebalance;
import rhizome.grid.placement.Rehearsal;
import rhizome.grid.placement.Seeker;
import rhizome.grid.zone.AwakeTime;
import rhizome.grid.zone.Heartbeat;
import rhizome.grid.zone.Losses;
import rhizome.grid.zone.Mover;
import rhizome.grid.zone.Power;
import rhizome.grid.zone.ZoneIndex;
import rhizome.grid.zone.ZoneIndex.Silent;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.Wire;
import rhizome.runtime.node.Announcements.Announcement;
import rhizome.runtime.node.Announcements.Verdict;

/**
 * One zone. Forgets everything with its JVM and learns it again from heartbeats and from what the
 * nodes owe; every decision it takes is asked of {@link ZoneIndex} and {@link Losses}.
 */
public final class ZoneShell extends AbstractBehavior<ZoneShell.Message> {

  /** How often it looks who is silent; a look costs nothing as long as nobody is. */
  static final Duration TICK = Duration.ofMillis(100);

  /** Longer between two looks, and the zone itself was asleep. */
  private static final Duration AWAKE_GAP_MAX = TICK.multipliedBy(3);

  /** What a zone is told and asked. */
  public sealed interface Message {}

  /** A node is alive; {@code link} is where its orders go. */
  public record Beat(Heartbeat heartbeat, ActorRef<Order> link) implements Message, Wire {}

  /** Somebody saw that the agent of this boot is gone, such as its connection close. */
  public record Gone(NodeId node, String boot, String reason) implements Message, Wire {}

  public record Watch(NodeId node, String boot) implements Message, Wire {}

  public record Miss(NodeId node) implements Message, Wire {}

  /**
   * It sleeps since so long, or is to wake; while it sleeps, the agent of this boot shall power its
   * machine down.
   */
  public record Rest(NodeId node, Facts facts, String boot, Duration age, boolean waking)
      implements Message, Wire {}

  /** The agent of this boot, if it is connected, shall enrol its node once more. */
  public record Summon(NodeId node, String boot) implements Message, Wire {}

  /** It was taken off the grid: it is no longer listed. */
  public record Forget(NodeId node, ActorRef<Forgotten> replyTo) implements Message, Wire {}

  public record Forgotten(NodeId node) implements Wire {}

  /**
   * Have the agent hold this; of what is leaving it says when it is over, even if it is already.
   * What is promised it will be told in the place of who is yielding it; for who seeks a place, it
   * is there already.
   */
  public record Hold(
      NodeId node,
      String boot,
      List<Assignment> assignments,
      List<Assignment> leaving,
      boolean admits,
      List<Assignment> promised,
      List<WorkloadId> yielding)
      implements Message, Wire {

    private List<Assignment> expected() {
      var staying = assignments.stream().filter(a -> !yielding.contains(a.workload()));
      return Stream.concat(staying, promised.stream()).toList();
    }
  }

  public record FindPlace(
      WorkloadId workload,
      long epoch,
      Resources wanted,
      List<NodeId> avoid,
      Optional<NodeId> home,
      Wishes wishes,
      Priority priority,
      ActorRef<Placement.Choice> replyTo)
      implements Message, Wire {

    Seeker seeker() {
      return new Seeker(workload, wanted, avoid, home, wishes, priority);
    }
  }

  /** Would all of this find a place? */
  public record Rehearse(Rehearsal rehearsal, ActorRef<Rehearsed> replyTo)
      implements Message, Wire {}

  public record Rehearsed(Rehearsal.Outcome outcome) implements Wire {}

  public record Refused(NodeId node, WorkloadId workload) implements Message, Wire {}

  /** Which nodes are known here, heard or not. */
  public record ListNodes(ActorRef<Nodes> replyTo) implements Message, Wire {}

  public record Nodes(List<NodeId> nodes) implements Wire {}

  /** Hand an order to the agent of a node. */
  public record Forward(NodeId node, Order.Question order) implements Message, Wire {}

  /** Tell a workload of a node of those it uses; who is not connected will be told again. */
  public record Announce(NodeId node, Order.Announce order) implements Message, Wire {}

  public record AskGovernor(ActorRef<Governance> replyTo) implements Message, Wire {}

  /** Replace what is silent, whatever froze that. */
  public record ResumeGovernor(String by, ActorRef<Governance.Resumed> replyTo)
      implements Message, Wire {}

  /** Time to look who is silent. */
  record Tick() implements Message {}

  private record Answered(Announcement announcement) implements Message {}

  private record Heard(Inquest.Question question, Map<NodeId, Duration> silences)
      implements Message {}

  /**
   * What a zone is made of.
   *
   * @param clock must not be set; only spans of it are used
   * @param silences given what this zone alone remembers, whom to ask for the silence of nodes
   */
  public record Parts(
      Clock clock,
      Neighbours neighbours,
      UnaryOperator<Silences> silences,
      ZoneSettings settings) {}

  private final ActorRef<Message> self;
  private final Clock clock;
  private final AwakeTime awake = new AwakeTime(AWAKE_GAP_MAX);
  private final Neighbours neighbours;
  private final Silences silences;
  private final ZoneSettings settings;
  private final ZoneIndex index;
  private final Losses losses;
  private final Map<NodeId, AgentSession> sessions = new TreeMap<>();
  private final Announcements announcements = new Announcements();
  private final WaitingList waiting;
  private final Mover mover;
  private final Power power;
  private final Inquest inquest;
  private boolean grown;

  private ZoneShell(ActorContext<Message> context, TimerScheduler<Message> timers, Parts parts) {
    super(context);
    this.self = context.getSelf();
    this.clock = parts.clock;
    this.neighbours = parts.neighbours;
    this.settings = parts.settings;
    this.index = new ZoneIndex(settings.patience());
    this.losses = new Losses(index, new Governor(settings.governor()));
    this.silences =
        parts.silences.apply(
            nodes -> CompletableFuture.completedFuture(index.silences(nodes, now())));
    this.waiting = new WaitingList(index, losses);
    this.mover = new Mover(settings.rebalance());
    this.power = new Power(settings.power());
    this.inquest = new Inquest(losses);
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  public static Behavior<Message> create(Parts parts) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new ZoneShell(context, timers, parts)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    Instant now = now();
    switch (message) {
      case Beat beat -> hear(beat, now);
      case Gone(var node, var boot, var reason) -> gone(node, boot, reason, now);
      case Watch(var node, var boot) -> index.watch(node, boot, now);
      case Miss(var node) -> {
        sessions.computeIfAbsent(node, _ -> new AgentSession());
        power.forget(node);
      }
      case Rest rest -> rest(rest, now);
      case Summon(var node, var boot) -> summon(node, boot);
      case Forget(var node, var replyTo) -> {
        sessions.remove(node);
        announcements.drop(node);
        losses.forget(node);
        power.forget(node);
        replyTo.tell(new Forgotten(node));
      }
      case Hold hold -> hold(hold);
      case FindPlace request -> {
        if (grown && waiting.isBefore(request.priority)) {
          place(now);
        }
        request.replyTo.tell(waiting.find(request, now));
      }
      case Rehearse(var rehearsal, var replyTo) ->
          replyTo.tell(new Rehearsed(index.rehearse(rehearsal, now)));
      case Refused(var node, var workload) -> index.refused(node, workload, now);
      case ListNodes(var replyTo) -> replyTo.tell(new Nodes(new ArrayList<>(sessions.keySet())));
      case Forward(var node, var order) -> forward(node, order);
      case Announce(var node, var order) ->
          Optional.ofNullable(sessions.get(node)).ifPresent(session -> session.tell(order));
      case AskGovernor(var replyTo) -> replyTo.tell(governance(now));
      case ResumeGovernor(var by, var replyTo) -> resume(by, replyTo, now);
      case Tick _ -> tick(now);
      case Answered(var announcement) -> settle(announcement);
      case Heard heard -> judge(heard, now);
    }
    return this;
  }

  /** Silence is counted only while this zone could have heard something. */
  private Instant now() {
    return awake.at(clock.instant());
  }

  private void hear(Beat beat, Instant now) {
    Heartbeat heartbeat = beat.heartbeat;
    boolean isNew = losses.hear(heartbeat, now);
    announcements.drop(heartbeat.node());
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

  private void gone(NodeId node, String boot, String reason, Instant now) {
    if (losses.gone(node, boot, reason, now)) {
      log().warn("{} is gone: {}", node, reason);
    }
  }

  private void place(Instant now) {
    grown = false;
    waiting.place(now, neighbours::place);
  }

  private void summon(NodeId node, String boot) {
    AgentSession session = sessions.get(node);
    if (session != null && session.speaksFor(boot)) {
      session.tell(new Order.Introduce());
    }
  }

  private void rest(Rest rest, Instant now) {
    power.rests(rest.node, rest.facts, now.minus(rest.age), rest.waking);
    AgentSession session = sessions.computeIfAbsent(rest.node, _ -> new AgentSession());
    if (!rest.waking && session.speaksFor(rest.boot)) {
      session.tell(new Order.PowerDown());
    }
  }

  private void hold(Hold hold) {
    grown |= index.hold(hold.node, hold.expected(), hold.admits) || waiting.hasWishes();
    AgentSession session = sessions.get(hold.node);
    if (session != null && session.speaksFor(hold.boot)) {
      session.hold(hold.assignments);
      hold.leaving.forEach(a -> session.tell(new Order.Drop(a.workload(), a.epoch())));
    }
  }

  private void forward(NodeId node, Order.Question order) {
    AgentSession session = sessions.get(node);
    if (session == null || !session.tell(order)) {
      order.refuse(node + " is not connected");
    }
  }

  private void tick(Instant now) {
    Losses.Look look = losses.look(now);
    Governance.tell(log(), look.fallen().stream().filter(s -> !power.isOff(s.node())).toList());
    look.turn().ifPresent(this::tell);
    look.suspects().forEach(s -> announcements.add(s, Verdict.SUSPECTED, now));
    ask(now);
    announce(now);
    if (grown || waiting.isHeldBack()) {
      place(now);
    }
    mover.next(index, losses.isCalm() && waiting.isEmpty(), now).ifPresent(this::vacate);
    power.next(index, waiting::seekers, losses.isCalm(), now).ifPresent(this::power);
  }

  private void power(Power.Wish wish) {
    Duration deadline = settings.power().wakeDeadline();
    neighbours.power(wish, deadline, () -> self.tell(new Miss(wish.node())));
  }

  private void ask(Instant now) {
    inquest
        .ask(now)
        .ifPresent(
            question ->
                getContext()
                    .pipeToSelf(
                        silences.of(question.nodes()),
                        (answer, _) ->
                            new Heard(question, answer == null ? Collections.emptyMap() : answer)));
  }

  private void judge(Heard heard, Instant now) {
    inquest
        .answered(heard.question, heard.silences, now)
        .forEach(silent -> announcements.add(silent, Verdict.LOST, now));
    announce(now);
    inquest.newlyUnconfirmed(now).ifPresent(unconfirmed -> log().warn(unconfirmed));
  }

  private void announce(Instant now) {
    for (Announcement announcement : announcements.due(now)) {
      Silent silent = announcement.silent();
      Duration silence = Duration.between(silent.heard(), now);
      Runnable done = () -> self.tell(new Answered(announcement));
      Message forget = new Forget(silent.node(), getContext().getSystem().ignoreRef());
      switch (announcement.verdict()) {
        case SUSPECTED -> neighbours.suspect(silent, silence, done);
        case LOST -> neighbours.expire(silent, silence, done, () -> self.tell(forget));
      }
    }
  }

  private void settle(Announcement announcement) {
    if (announcements.answered(announcement) && announcement.verdict() == Verdict.LOST) {
      index.forget(announcement.silent().node(), announcement.silent().boot());
    }
  }

  private void vacate(Rebalance.Move move) {
    Lease lease = new Lease(move.from(), move.epoch());
    neighbours.vacate(move.workload(), lease, move.why(), settings.rebalance().deadline());
  }

  private void resume(String by, ActorRef<Governance.Resumed> replyTo, Instant now) {
    Optional<Governor.Turn> turn = losses.resume();
    turn.ifPresent(this::tell);
    turn.ifPresent(_ -> log().warn("replacement was resumed by {}", by));
    replyTo.tell(new Governance.Resumed(turn.isPresent(), governance(now)));
  }

  private void tell(Governor.Turn turn) {
    neighbours.turned(turn);
    Governance.tell(log(), turn, settings.governor());
  }

  private Governance governance(Instant now) {
    return Governance.of(losses.standing(now), settings.governor(), now);
  }

  private Logger log() {
    return getContext().getLog();
  }
}
