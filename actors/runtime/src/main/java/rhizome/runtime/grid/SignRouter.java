package rhizome.runtime.grid;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import rhizome.grid.zone.Inquiry;
import rhizome.grid.zone.Poll;
import rhizome.grid.zone.Quorum;
import rhizome.grid.zone.Sign;
import rhizome.kernel.NodeId;
import rhizome.runtime.node.Order;
import rhizome.runtime.node.Warden;

/**
 * Carries the signs of life of this member's nodes to the wardens of all control members, many in
 * one message, and tells a node when a majority has noted its own. Asks them about silences, too.
 * Who votes is what the cluster says: a control member counts from the moment it is up until it is
 * removed, reachable or not. One that is only weakly up does not: both sides of a partition could
 * make a majority of such (ADR 0011).
 */
final class SignRouter extends AbstractBehavior<SignRouter.Message> {

  /** So many members it takes to found the cluster: a majority of the list all of them share. */
  private static final String FOUNDERS = "akka.cluster.min-nr-of-members";

  /** Signs that come within this time travel together. */
  private static final Duration GATHER = Duration.ofMillis(50);

  /** What no majority has noted by then is sent again. */
  private static final Duration AGAIN = Duration.ofMillis(300);

  /** Who does not say for how long a node is silent by then says nothing. */
  private static final Duration ANSWER = Duration.ofMillis(150);

  private static final int SIGNS_MAX = 500;
  private static final int BATCHES_MAX = 256;
  private static final int INQUIRIES_MAX = 256;

  sealed interface Message {}

  record Beat(Sign sign, ActorRef<Order> orders) implements Message {}

  record Ask(List<NodeId> nodes, CompletableFuture<Map<NodeId, Duration>> answer)
      implements Message {}

  private record Flush() implements Message {}

  private record Again() implements Message {}

  private record Enough(long number) implements Message {}

  private record Changed(MemberEvent event) implements Message {}

  private record NotedBy(Warden.Noted noted) implements Message {}

  private record Answered(Warden.Silence silence) implements Message {}

  private record Asked(Inquiry inquiry, CompletableFuture<Map<NodeId, Duration>> answer) {}

  private record Home(String boot, ActorRef<Order> orders) {}

  private final TimerScheduler<Message> timers;
  private final Poll poll;
  private final ActorRef<Warden.Noted> noted;
  private final ActorRef<Warden.Silence> answered;
  private final Map<String, Address> voters = new TreeMap<>();
  private final int founders;
  private final Map<NodeId, Home> homes = new TreeMap<>();
  private final Map<NodeId, Sign> gathered = new LinkedHashMap<>();
  private final TreeMap<Long, List<Sign>> batches = new TreeMap<>();
  private final Map<Long, Asked> asked = new LinkedHashMap<>();
  private final Optional<ActorRef<Warden.Message>> own;
  private long numbers;

  private SignRouter(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Duration lease,
      Optional<ActorRef<Warden.Message>> own) {
    super(context);
    this.timers = timers;
    this.poll = new Poll(lease);
    this.founders = context.getSystem().settings().config().getInt(FOUNDERS);
    this.own = own;
    this.noted = context.messageAdapter(Warden.Noted.class, NotedBy::new);
    this.answered = context.messageAdapter(Warden.Silence.class, Answered::new);
    Cluster.get(context.getSystem())
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(MemberEvent.class, Changed::new), MemberEvent.class));
    timers.startTimerWithFixedDelay(new Again(), AGAIN);
  }

  /**
   * @param own this member's warden, which is told who votes; none where no entities live
   */
  static Behavior<Message> create(Duration lease, Optional<ActorRef<Warden.Message>> own) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new SignRouter(context, timers, lease, own)));
  }

  static String name(UniqueAddress address) {
    return address.address() + "#" + address.longUid();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Beat(var sign, var orders) -> gather(sign, orders);
      case Flush _ -> flush();
      case Again _ -> {
        send(poll.again(AGAIN, now()));
        homes.keySet().retainAll(poll.nodes());
      }
      case Changed(var event) -> changed(event);
      case NotedBy(var by) -> count(by);
      case Ask(var nodes, var answer) -> ask(nodes, answer);
      case Answered(var silence) -> answer(silence);
      case Enough(long number) -> conclude(number);
    }
    return this;
  }

  private void gather(Sign sign, ActorRef<Order> orders) {
    poll.open(sign, now());
    homes.put(sign.node(), new Home(sign.boot(), orders));
    if (gathered.isEmpty()) {
      timers.startSingleTimer(new Flush(), GATHER);
    }
    gathered.put(sign.node(), sign);
  }

  private void flush() {
    send(List.copyOf(gathered.values()));
    gathered.clear();
  }

  private void send(List<Sign> signs) {
    for (int from = 0; from < signs.size(); from += SIGNS_MAX) {
      List<Sign> some = signs.subList(from, Math.min(signs.size(), from + SIGNS_MAX));
      long batch = ++numbers;
      batches.put(batch, List.copyOf(some));
      if (batches.size() > BATCHES_MAX) {
        batches.remove(batches.firstEntry().getKey());
      }
      toAll(new Warden.Signs(List.copyOf(some), poll.quorum().view(), batch, noted));
    }
  }

  private void toAll(Warden.Message message) {
    var classic = Adapter.toClassic(getContext().getSystem());
    voters
        .values()
        .forEach(
            address ->
                classic
                    .actorSelection(address + "/system/" + Warden.NAME)
                    .tell(message, akka.actor.ActorRef.noSender()));
  }

  private void count(Warden.Noted by) {
    List<Sign> signs = batches.get(by.batch());
    if (signs == null || by.view() != poll.quorum().view()) {
      return;
    }
    for (Sign sign : signs) {
      if (!by.refused().contains(sign.node())) {
        poll.noted(by.voter(), sign).ifPresent(this::renew);
      }
    }
  }

  private void renew(Sign sign) {
    Home home = homes.get(sign.node());
    if (home != null && home.boot.equals(sign.boot())) {
      home.orders.tell(new Order.Renewed(sign.number()));
    }
  }

  private void changed(MemberEvent event) {
    Member member = event.member();
    if (!member.hasRole(Entities.ROLE)) {
      return;
    }
    String name = name(member.uniqueAddress());
    if (event instanceof MemberRemoved) {
      voters.remove(name);
    } else if (!member.status().equals(MemberStatus.joining())
        && !member.status().equals(MemberStatus.weaklyUp())) {
      voters.put(name, member.address());
    }
    Quorum quorum = Quorum.of(voters.keySet(), founders);
    if (!quorum.equals(poll.quorum())) {
      List<Sign> open = poll.vote(quorum);
      own.ifPresent(warden -> warden.tell(new Warden.Vote(quorum)));
      send(open);
    }
  }

  private void ask(List<NodeId> nodes, CompletableFuture<Map<NodeId, Duration>> answer) {
    if (asked.size() >= INQUIRIES_MAX) {
      answer.complete(Collections.emptySortedMap());
      return;
    }
    long number = ++numbers;
    asked.put(number, new Asked(new Inquiry(poll.quorum(), nodes, now()), answer));
    timers.startSingleTimer(number, new Enough(number), ANSWER);
    toAll(new Warden.AskSilence(nodes, poll.quorum().view(), number, answered));
  }

  private void answer(Warden.Silence silence) {
    Asked open = asked.get(silence.number());
    if (open != null) {
      open.inquiry.answer(silence.voter(), silence.silences(), now());
      if (open.inquiry.isComplete()) {
        conclude(silence.number());
      }
    }
  }

  private void conclude(long number) {
    timers.cancel(number);
    Asked done = asked.remove(number);
    if (done != null) {
      done.answer.complete(done.inquiry.agreed());
    }
  }

  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }
}
