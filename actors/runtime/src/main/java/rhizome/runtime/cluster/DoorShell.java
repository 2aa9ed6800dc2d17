package rhizome.runtime.cluster;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent.MemberUp;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import akka.cluster.typed.Subscribe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import rhizome.runtime.Wire;
import rhizome.runtime.node.SteadyClock;
import scala.Option;

/**
 * Stands at a member's door: knocks at other members until it is inside a cluster, and answers
 * those that knock here. Goes through Artery, so that only who holds the cluster's keys is heard at
 * all.
 */
final class DoorShell extends AbstractBehavior<DoorShell.Message> {

  static final String NAME = "door";

  private static final Duration ROUND = Duration.ofMillis(500);

  /** Who was sent in and does not come in by then asks again. */
  private static final Duration JOINING_MAX = Duration.ofSeconds(10);

  /** What a door hears. */
  sealed interface Message {}

  /** Are you inside, or whom do you follow? */
  record Knock(String from, int protocol, String build, ActorRef<Reply> replyTo)
      implements Message, Wire {}

  private record Heard(Reply reply) implements Message {}

  private record Round() implements Message {}

  private record Came(Member member) implements Message {}

  /** What is answered to a knock. */
  sealed interface Reply extends Wire {

    String from();

    /**
     * A member of a cluster.
     *
     * @param at its address, as Akka writes it
     */
    record Inside(String from, String at, int protocol, String build) implements Reply {}

    /**
     * In no cluster.
     *
     * @param follows whom it would have found one; empty as long as it listens
     */
    record Outside(String from, Optional<String> follows) implements Reply {}
  }

  /**
   * What a door is made of.
   *
   * @param contacts who is asked, this member left out
   * @param clock must not be set: a promise lasts as long as it was given for
   * @param answered what each of them said last; read by whoever waits
   * @param inside completes when this member is up
   */
  record Parts(
      HostPort self,
      List<HostPort> contacts,
      Founding founding,
      Clock clock,
      int protocol,
      KnownMembers known,
      Map<HostPort, String> answered,
      CompletableFuture<Void> inside) {

    static Parts of(
        HostPort self,
        List<HostPort> contacts,
        List<HostPort> voters,
        int protocol,
        KnownMembers known) {
      Clock clock = new SteadyClock();
      List<HostPort> others = contacts.stream().filter(c -> !c.equals(self)).distinct().toList();
      return new Parts(
          self,
          others,
          new Founding(self, voters, clock.instant()),
          clock,
          protocol,
          known,
          new ConcurrentSkipListMap<>(),
          new CompletableFuture<>());
    }
  }

  private final TimerScheduler<Message> timers;
  private final Parts parts;
  private final Cluster cluster;
  private final ActorRef<Reply> replies;
  private final SortedSet<HostPort> followers = new TreeSet<>();
  private final Map<HostPort, Address> insiders = new TreeMap<>();
  private Instant joiningUntil = Instant.MIN;

  private DoorShell(ActorContext<Message> context, TimerScheduler<Message> timers, Parts parts) {
    super(context);
    this.timers = timers;
    this.parts = parts;
    this.cluster = Cluster.get(context.getSystem());
    this.replies = context.messageAdapter(Reply.class, Heard::new);
    ActorRef<MemberUp> ups = context.messageAdapter(MemberUp.class, up -> new Came(up.member()));
    cluster.subscriptions().tell(Subscribe.create(ups, MemberUp.class));
    context.getSelf().tell(new Round());
    timers.startTimerWithFixedDelay(new Round(), ROUND);
  }

  static Behavior<Message> create(Parts parts) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new DoorShell(context, timers, parts)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Knock knock -> heed(knock.from, () -> answer(knock));
      case Heard(var reply) -> heed(reply.from(), () -> hear(reply));
      case Round _ -> round();
      case Came(var member) -> came(member);
    }
    return this;
  }

  /** Who holds the cluster's keys is heard; but no word of it may end this door. */
  private void heed(String from, Runnable word) {
    try {
      word.run();
    } catch (IllegalArgumentException e) {
      getContext()
          .getLog()
          .warn("what {} says at the door is passed over: {}", from, e.getMessage());
    }
  }

  private void answer(Knock knock) {
    if (isInside()) {
      String at = cluster.selfMember().address().toString();
      knock.replyTo.tell(
          new Reply.Inside(parts.self.toString(), at, parts.protocol, Build.version()));
      return;
    }
    Instant now = parts.clock.instant();
    Optional<String> follows = Optional.empty();
    if (knock.protocol == parts.protocol) {
      parts.founding.hear(HostPort.parse(knock.from), now);
      follows = parts.founding.follows(now).map(HostPort::toString);
    }
    knock.replyTo.tell(new Reply.Outside(parts.self.toString(), follows));
  }

  private void hear(Reply reply) {
    switch (reply) {
      case Reply.Inside(var from, var at, int protocol, var build) -> {
        parts.answered.put(HostPort.parse(from), "is in a cluster");
        if (protocol != parts.protocol) {
          refuse(from, protocol, build);
        } else {
          insiders.put(HostPort.parse(from), address(at));
        }
      }
      case Reply.Outside(var from, var follows) -> {
        HostPort other = HostPort.parse(from);
        parts.answered.put(
            other,
            follows.map(f -> "is in no cluster and waits for " + f).orElse("has just begun"));
        parts.founding.hear(other, parts.clock.instant());
        if (follows.filter(parts.self.toString()::equals).isPresent()) {
          followers.add(other);
        }
      }
    }
  }

  private static Address address(String text) {
    Option<Address> address = AddressFromURIString.unapply(text);
    if (address.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is no address of a member");
    }
    return address.get();
  }

  private void refuse(String from, int protocol, String build) {
    parts.inside.completeExceptionally(
        new JoinRefused(
            ("the cluster of %s speaks protocol %d (build %s), this build %s speaks %d: start one"
                    + " of the cluster's protocol here")
                .formatted(from, protocol, build, Build.version(), parts.protocol)));
  }

  private void round() {
    if (isInside()) {
      timers.cancel(new Round());
      return;
    }
    Instant now = parts.clock.instant();
    if (now.isAfter(joiningUntil)) {
      enter(now);
    }
    followers.clear();
    insiders.clear();
    parts.contacts.forEach(this::knock);
  }

  private void enter(Instant now) {
    if (!insiders.isEmpty()) {
      joiningUntil = now.plus(JOINING_MAX);
      cluster.manager().tell(new JoinSeedNodes(new ArrayList<>(insiders.values())));
    } else if (parts.founding.mayFound(followers, now)) {
      getContext().getLog().info("founds a cluster, followed by {}", followers);
      cluster.manager().tell(new Join(cluster.selfMember().address()));
    }
  }

  private void knock(HostPort contact) {
    Address address =
        new Address("akka", getContext().getSystem().name(), contact.host(), contact.port());
    Knock knock = new Knock(parts.self.toString(), parts.protocol, Build.version(), replies);
    Adapter.toClassic(getContext())
        .actorSelection(address + "/system/" + NAME)
        .tell(knock, akka.actor.ActorRef.noSender());
  }

  private boolean isInside() {
    MemberStatus status = cluster.selfMember().status();
    return !status.equals(MemberStatus.removed()) && !status.equals(MemberStatus.down());
  }

  private void came(Member member) {
    Address address = member.address();
    if (member.hasRole(Role.CONTROL.word()) && address.getHost().isPresent()) {
      remember(new HostPort(address.getHost().orElseThrow(), address.getPort().orElseThrow()));
    }
    if (member.address().equals(cluster.selfMember().address())) {
      parts.inside.complete(null);
    }
  }

  /** Who cannot is not let in; who is in goes on, and others that knock still find it. */
  private void remember(HostPort member) {
    try {
      parts.known.came(member);
    } catch (JoinRefused e) {
      if (!parts.inside.completeExceptionally(e)) {
        getContext().getLog().error("{} came: {}", member, e.getMessage());
      }
    }
  }
}
