package rhizome.gateway.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rhizome.gateway.edge.Claims.Claim;
import rhizome.gateway.edge.Lobby.Entrance;
import rhizome.kernel.NodeId;
import rhizome.runtime.edge.Refusal;

/**
 * Knows who is at the door and who sits behind it: one connection for each node, that of its
 * youngest boot, whichever door of the grid the others came to.
 */
final class DoorGuardian extends AbstractBehavior<DoorGuardian.Message> {

  sealed interface Message {}

  /**
   * Somebody opened a connection.
   *
   * @param room completes when it may be looked at, and the next one taken
   */
  record Entered(Entrance entrance, CompletableFuture<Void> room) implements Message {}

  /** It got as far as a stream, on which it will be told why, if it has to go. */
  record Upgraded(long number) implements Message {}

  /** A connection is gone, whoever it was. */
  record Left(long number) implements Message {}

  /** An agent that is whom it says to be wants in; the answer is a {@link VisitShell.Verdict}. */
  record Knock(
      long number, NodeId node, String boot, long since, ActorRef<VisitShell.Message> visit)
      implements Message {}

  /**
   * A visit is over.
   *
   * @param boot as it was last spoken of, which is what a suspicion has to name
   * @param death how it ended, if it ended as it does when an agent dies
   */
  record Parted(long number, NodeId node, String boot, Optional<String> death) implements Message {}

  /** Ends all visits; completes when they are gone. */
  record Close(CompletableFuture<Void> closed) implements Message {}

  private record TooLate(long number) implements Message {}

  private record Heard(Arrived arrived) implements Message {}

  private record Missed(NodeId node, String boot, String death) implements Message {}

  private record CloseNow() implements Message {}

  private record Seat(long number, Claim claim, ActorRef<VisitShell.Message> visit) {}

  private record Grace(NodeId node) {}

  private static final String TOPIC = "rhizome-agents";
  private static final Duration LAST_WORDS_MAX = Duration.ofSeconds(1);

  private static final int GOING_MAX = 64;

  /** Remembered beside those that are here: what comes back late must not find itself forgotten. */
  private static final int CLAIMS_PER_CONNECTION = 4;

  private final TimerScheduler<Message> timers;
  private final EdgePort grid;
  private final DoorSettings settings;
  private final Occupancy occupancy;
  private final Clock clock = Clock.systemUTC();
  private final String door = UUID.randomUUID().toString();
  private final ActorRef<Topic.Command<Arrived>> doors;
  private final Lobby lobby;
  private final Claims claims;
  private final Map<Long, Entrance> open = new TreeMap<>();
  private final Map<NodeId, Seat> seats = new TreeMap<>();
  private CompletableFuture<Void> next = new CompletableFuture<>();
  private @Nullable CompletableFuture<Void> closing;

  private DoorGuardian(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      EdgePort grid,
      DoorSettings settings,
      Occupancy occupancy) {
    super(context);
    this.timers = timers;
    this.grid = grid;
    this.settings = settings;
    this.occupancy = occupancy;
    this.lobby = new Lobby(settings.halfOpenMax());
    this.claims = new Claims(CLAIMS_PER_CONNECTION * settings.connectionsMax());
    this.doors = context.spawn(Topic.create(Arrived.class, TOPIC), "doors");
    doors.tell(Topic.subscribe(context.messageAdapter(Arrived.class, Heard::new)));
  }

  static Behavior<Message> create(EdgePort grid, DoorSettings settings, Occupancy occupancy) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new DoorGuardian(context, timers, grid, settings, occupancy)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Entered(var entrance, var room) -> enter(entrance, room);
      case Upgraded(long number) ->
          waitFor(number, settings.handshakeTimeout().plus(LAST_WORDS_MAX));
      case Left(long number) -> leave(number);
      case TooLate(long number) -> lobby.leave(number).ifPresent(late -> late.abort().run());
      case Knock knock -> knock(knock);
      case Parted parted -> part(parted);
      case Heard(var arrived) -> hear(arrived);
      case Missed(var node, var boot, var death) -> grid.witness(node, boot, death);
      case Close(var closed) -> close(closed);
      case CloseNow _ -> open.values().forEach(entrance -> entrance.abort().run());
    }
    occupancy.set(seats.size(), lobby.size());
    return closing != null && open.isEmpty() ? end(closing) : this;
  }

  private static Behavior<Message> end(CompletableFuture<Void> closed) {
    closed.complete(null);
    return Behaviors.stopped();
  }

  private void enter(Entrance entrance, CompletableFuture<Void> room) {
    open.put(entrance.number(), entrance);
    if (closing != null) {
      entrance.abort().run();
      room.complete(null);
      return;
    }
    lobby.enter(entrance).ifPresent(out -> out.abort().run());
    waitFor(entrance.number(), settings.handshakeTimeout());
    next = room;
    makeRoom();
  }

  /** Those that were sent away count until they are gone, so that no flood outruns their going. */
  private void makeRoom() {
    if (closing != null || open.size() - seats.size() <= settings.halfOpenMax() + GOING_MAX) {
      next.complete(null);
    }
  }

  private void waitFor(long number, Duration time) {
    timers.startSingleTimer(number, new TooLate(number), time);
  }

  private void leave(long number) {
    open.remove(number);
    lobby.leave(number);
    timers.cancel(number);
    makeRoom();
  }

  private void knock(Knock knock) {
    NodeId node = knock.node;
    Seat taken = seats.get(node);
    if (closing != null) {
      knock.visit.tell(CLOSED);
      return;
    }
    if (taken == null && seats.size() >= settings.connectionsMax()) {
      knock.visit.tell(
          new VisitShell.Verdict.Out(
              Refusal.FULL,
              "this gateway holds %d agents already: name another one, or raise"
                      .formatted(settings.connectionsMax())
                  + " rhizome.agents.connections-max"));
      return;
    }
    Optional<Claim> claim = claims.arrive(node, knock.boot, knock.since, clock.millis());
    if (claim.isEmpty()) {
      knock.visit.tell(superseded(node));
      return;
    }
    if (taken != null) {
      taken.visit.tell(
          taken.claim.boot().equals(knock.boot)
              ? new VisitShell.Verdict.Replaced()
              : superseded(node));
    }
    lobby.leave(knock.number);
    timers.cancel(knock.number);
    timers.cancel(new Grace(node));
    seats.put(node, new Seat(knock.number, claim.get(), knock.visit));
    knock.visit.tell(new VisitShell.Verdict.In(claim.get().since()));
    publish(node, claim.get());
  }

  private static final VisitShell.Verdict CLOSED =
      new VisitShell.Verdict.Out(Refusal.CLOSING, "this gateway ends: another one goes on");

  private static VisitShell.Verdict superseded(NodeId node) {
    return new VisitShell.Verdict.Out(
        Refusal.SUPERSEDED,
        ("another agent was started as node %s after this one: give one of them a name and a"
                + " certificate of its own")
            .formatted(node));
  }

  private void publish(NodeId node, Claim claim) {
    doors.tell(Topic.publish(new Arrived(node, claim.boot(), claim.since(), door)));
  }

  /** An agent that is at another door now has left this one, whatever its connection says. */
  private void hear(Arrived arrived) {
    if (arrived.door().equals(door)) {
      return;
    }
    NodeId node = arrived.node();
    Seat taken = seats.get(node);
    if (!claims.hear(node, new Claim(arrived.boot(), arrived.since()))) {
      if (taken != null) {
        publish(node, taken.claim);
      }
      return;
    }
    timers.cancel(new Grace(node));
    if (taken != null) {
      seats.remove(node);
      taken.visit.tell(
          taken.claim.boot().equals(arrived.boot())
              ? new VisitShell.Verdict.Replaced()
              : superseded(node));
    }
  }

  private void part(Parted parted) {
    Seat seat = seats.get(parted.node);
    if (seat == null || seat.number != parted.number) {
      return;
    }
    seats.remove(parted.node);
    if (closing == null && parted.death.isPresent()) {
      timers.startSingleTimer(
          new Grace(parted.node),
          new Missed(parted.node, parted.boot, parted.death.get()),
          settings.reconnectGrace());
    }
  }

  private void close(CompletableFuture<Void> closed) {
    closing = closed;
    makeRoom();
    seats.values().forEach(seat -> seat.visit.tell(CLOSED));
    timers.startSingleTimer(new CloseNow(), LAST_WORDS_MAX);
  }

  /** For those who count from outside. */
  static final class Occupancy {

    private volatile int agents;
    private volatile int halfOpen;

    private void set(int newAgents, int newHalfOpen) {
      agents = newAgents;
      halfOpen = newHalfOpen;
    }

    int agents() {
      return agents;
    }

    int halfOpen() {
      return halfOpen;
    }
  }
}
