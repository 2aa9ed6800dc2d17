package rhizome.gateway.edge;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import rhizome.grid.node.Assignment;
import rhizome.grid.zone.Heartbeat;
import rhizome.runtime.edge.AgentFrame;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.Frames;
import rhizome.runtime.edge.Garbled;
import rhizome.runtime.edge.GatewayFrame;
import rhizome.runtime.edge.GatewayFrame.Refused;
import rhizome.runtime.edge.Refusal;
import rhizome.runtime.edge.Replies;
import rhizome.runtime.node.AgentLink.Answer;
import rhizome.runtime.node.Order;

/** Keeps one stream to one gateway, and when it breaks, the next. */
final class LineShell extends AbstractBehavior<LineShell.Message> {

  sealed interface Message {}

  record Ask(Matter matter, CompletableFuture<Answer> answer) implements Message {}

  record Pulse(Heartbeat heartbeat, ActorRef<Order> orders) implements Message {}

  record Leave(CompletableFuture<Void> left) implements Message {}

  record Began(ActorRef<Done> more) implements Message {}

  record Said(long attempt, Inbound.Piece piece, ActorRef<Done> more) implements Message {}

  record Ended(long attempt, Optional<Throwable> failure) implements Message {}

  private record Upgraded(long attempt, Optional<String> refusal) implements Message {}

  private record Call() implements Message {}

  /** What was asked on a connection is answered on it, or not at all. */
  private record Answered(long attempt, Optional<AgentFrame> answer) implements Message {}

  /** A list longer than any that a node can hold is not collected. */
  private static final int SYNC_MAX = 100_000;

  private final TimerScheduler<Message> timers;
  private final EdgeLine.Caller caller;
  private final Dialler dialler;
  private final LineSettings settings;
  private final CompletableFuture<Refused> refused;
  private final Route route;
  private final Questions questions;
  private final Replies<Message> replies;
  private final Beats beats;
  private final List<Assignment> syncing = new ArrayList<>();
  private Dialler.@Nullable Call line;
  private @Nullable ActorRef<Order> orders;
  private @Nullable Refused turnedAway;
  private long attempts;
  private long since;
  private int window;
  private boolean welcomed;
  private boolean over;
  private boolean renews;
  private long renewedAt;
  private String said = "";
  private @Nullable CompletableFuture<Void> leaving;

  private LineShell(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      EdgeLine.Caller caller,
      Dialler dialler,
      Kit kit) {
    super(context);
    this.timers = timers;
    this.caller = caller;
    this.dialler = dialler;
    this.settings = kit.settings;
    this.refused = kit.refused;
    this.route =
        new Route(
            caller.gateways(),
            caller.node().name().hashCode(),
            settings.retryMin(),
            settings.retryMax());
    this.questions = new Questions(settings.asksMax());
    this.replies = new Replies<>(context);
    this.beats = new Beats(caller.facts(), caller.boot());
    call();
  }

  private record Kit(LineSettings settings, CompletableFuture<Refused> refused) {}

  static Behavior<Message> create(
      EdgeLine.Caller caller,
      Dialler dialler,
      LineSettings settings,
      CompletableFuture<Refused> refused) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers ->
                    new LineShell(context, timers, caller, dialler, new Kit(settings, refused))));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Ask(var matter, var answer) -> {
        questions.add(matter, answer);
        askOn();
      }
      case Pulse(var heartbeat, var newOrders) -> {
        orders = newOrders;
        beats.next(heartbeat);
        beat();
      }
      case Call _ -> call();
      case Began(var more) -> more.tell(Done.getInstance());
      case Said(long attempt, var piece, var more) -> {
        if (attempt == attempts && line != null) {
          hear(piece);
        }
        more.tell(Done.getInstance());
      }
      case Upgraded(long attempt, var refusal) -> {
        if (attempt == attempts) {
          refusal.ifPresent(this::breakOff);
        }
      }
      case Ended(long attempt, var failure) -> {
        if (attempt == attempts) {
          breakOff(failure.map(Throwable::toString).orElse("the connection was closed"));
        }
      }
      case Answered(long attempt, var answer) ->
          answer.filter(_ -> attempt == attempts).ifPresent(this::say);
      case Leave(var left) -> leave(left);
    }
    return leaving != null && line == null ? Behaviors.stopped() : this;
  }

  private void call() {
    if (over || line != null) {
      return;
    }
    long attempt = ++attempts;
    line = dialler.call(route.here(), attempt, getContext().getSelf());
    welcomed = false;
    turnedAway = null;
    beats.begin(caller.facts(), caller.boot());
    syncing.clear();
    getContext().pipeToSelf(line.upgrade(), (it, _) -> new Upgraded(attempt, refusal(it)));
    say(
        new AgentFrame.Hello(
            Frames.VERSION,
            caller.node(),
            caller.boot(),
            caller.facts(),
            caller.terms().lease(),
            build(),
            since,
            Optional.of(AgentFrame.Fencing.of(caller.terms())),
            true));
  }

  /** A failure ends the stream as well, which tells of it. */
  private static Optional<String> refusal(@Nullable WebSocketUpgradeResponse response) {
    return Optional.ofNullable(response)
        .filter(answer -> !answer.isValid())
        .map(answer -> answer.invalidationReason());
  }

  private static String build() {
    return Optional.ofNullable(LineShell.class.getPackage().getImplementationVersion())
        .orElse("unreleased");
  }

  /** Nothing that was asked is lost: what has no answer goes over the next line. */
  private void breakOff(String why) {
    if (line == null) {
      return;
    }
    line.abort().run();
    line = null;
    questions.broken();
    if (leaving != null) {
      leaving.complete(null);
      return;
    }
    String gateway = route.here().toString();
    String reason = turnedAway == null ? why : turnedAway.reason() + ", " + turnedAway.remedy();
    if (turnedAway != null && isFinal(turnedAway.reason())) {
      over = true;
      refused.complete(turnedAway);
      return;
    }
    timers.startSingleTimer(new Call(), route.next(ThreadLocalRandom.current().nextDouble()));
    note("no line through %s: %s".formatted(gateway, reason));
  }

  /** Who was welcomed once stays: another gateway, or a later one, may see it differently. */
  private boolean isFinal(Refusal reason) {
    return switch (reason) {
      case SUPERSEDED -> true;
      case NOT_THAT_NODE, VERSION, LEASE_DIFFERS, TERMS_DIFFER -> since == 0;
      case GARBLED, TOO_LARGE, FULL, TOO_SLOW, CLOSING, OTHER -> false;
    };
  }

  /** The same news is told once. */
  private void note(String news) {
    if (!news.equals(said)) {
      said = news;
      caller.news().accept(news);
    }
  }

  private void hear(Inbound.Piece piece) {
    switch (piece) {
      case Inbound.Piece.Bad(_, var remedy) -> breakOff(remedy);
      case Inbound.Piece.Whole(byte[] bytes) -> {
        try {
          hear(Frames.readGateway(bytes));
        } catch (Garbled e) {
          breakOff(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private void hear(GatewayFrame frame) {
    long attempt = attempts;
    switch (frame) {
      case GatewayFrame.Welcome welcome -> welcome(welcome);
      case Refused no -> turnedAway = no;
      case GatewayFrame.Ordered ordered -> order(ordered);
      case GatewayFrame.Answered(long id, var answer) -> {
        questions.answered(id, answer);
        askOn();
      }
      case GatewayFrame.Question question ->
          replies.ask(question, orders, reply -> new Answered(attempt, reply));
    }
  }

  private void welcome(GatewayFrame.Welcome welcome) {
    welcomed = true;
    since = welcome.since();
    window = welcome.inFlightMax();
    renewedAt = System.nanoTime();
    route.welcomed();
    note("connected through " + route.here());
    beat();
    askOn();
  }

  /** What was meant for an earlier boot is let go. */
  private void order(GatewayFrame.Ordered ordered) {
    if (ordered.turn() != beats.turn()) {
      return;
    }
    switch (ordered.order()) {
      case Order.Sync(var assignments) -> sync(assignments, ordered.more());
      case Order.Renewed renewed -> {
        renews = true;
        renewedAt = System.nanoTime();
        beats.noted(renewed.number());
        order(renewed);
      }
      case Order.Introduce _, Order.Assign _, Order.Drop _, Order.Announce _ ->
          order(ordered.order());
      case Order.PowerDown _, Order.Question _ -> order(ordered.order());
    }
  }

  private void sync(List<Assignment> assignments, boolean more) {
    syncing.addAll(assignments);
    if (syncing.size() > SYNC_MAX) {
      breakOff("a list of more than %d assignments is none".formatted(SYNC_MAX));
    } else if (!more) {
      order(new Order.Sync(List.copyOf(syncing)));
      syncing.clear();
    }
  }

  private void order(Order order) {
    if (orders != null) {
      orders.tell(order);
    }
  }

  private void askOn() {
    while (welcomed && line != null) {
      Optional<AgentFrame.Ask> next = questions.next(window);
      if (next.isEmpty()) {
        return;
      }
      say(next.get());
    }
  }

  /** A gateway that does not have the lease renewed is cut off from the grid: try another. */
  private void beat() {
    if (!welcomed || line == null || !beats.isDue()) {
      return;
    }
    if (renews && System.nanoTime() - renewedAt > settings.silenceMax().toNanos()) {
      breakOff("nobody has renewed the lease for " + settings.silenceMax());
      return;
    }
    int turn = beats.turn();
    beats.tell().ifPresent(this::say);
    if (beats.turn() != turn) {
      syncing.clear();
    }
  }

  private void say(AgentFrame frame) {
    if (line != null && !line.outbound().say(Frames.write(frame))) {
      breakOff("it does not read what it is told");
    }
  }

  /** Stays until the gateway has heard the last word, which it shows by ending the line. */
  private void leave(CompletableFuture<Void> left) {
    leaving = left;
    over = true;
    if (line == null) {
      left.complete(null);
      return;
    }
    say(new AgentFrame.Bye());
  }
}
