package rhizome.runtime.cluster;

import akka.actor.ActorIdentity;
import akka.actor.ActorRef;
import akka.actor.Identify;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks every second whether its member has {@link Footing}, and ends the membership if not. */
final class FootingShell extends AbstractBehavior<FootingShell.Message> {

  static final String NAME = "footing";

  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Akka's name for the coordinator of one kind of entities, below its singleton manager. */
  private static final String COORDINATORS = "/system/sharding/*Coordinator/singleton";

  private static final String COORDINATOR = "Coordinator";

  sealed interface Message {}

  private record Round() implements Message {}

  private record Found(ActorIdentity identity) implements Message {}

  private final Cluster cluster;
  private final ClusterSharding sharding;
  private final Footing footing;
  private final ActorRef replies;
  private final SortedSet<String> found = new TreeSet<>();

  private FootingShell(
      ActorContext<Message> context, TimerScheduler<Message> timers, Footing footing) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.sharding = ClusterSharding.get(Adapter.toClassic(context.getSystem()));
    this.footing = footing;
    this.replies = Adapter.toClassic(context.messageAdapter(ActorIdentity.class, Found::new));
    timers.startTimerWithFixedDelay(new Round(), ROUND);
  }

  static Behavior<Message> create(Footing.Settings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new FootingShell(context, timers, new Footing(settings))));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Found(var identity) ->
          identity.getActorRef().ifPresent(ref -> found.add(ref.path().parent().name()));
      case Round _ -> {
        return look();
      }
    }
    return this;
  }

  private Behavior<Message> look() {
    if (!cluster.selfMember().status().equals(MemberStatus.up())) {
      return this;
    }
    var lost = footing.look(view(), Duration.ofNanos(System.nanoTime()));
    if (lost.isPresent()) {
      getContext().getLog().warn("{}: ends this membership, and joins again", lost.get());
      cluster.manager().tell(new Down(cluster.selfMember().address()));
      return Behaviors.stopped();
    }
    found.clear();
    Adapter.toClassic(getContext())
        .actorSelection(COORDINATORS)
        .tell(new Identify(COORDINATORS), replies);
    return this;
  }

  private Footing.View view() {
    int controls = 0;
    boolean oldest = cluster.selfMember().hasRole(Role.CONTROL.word());
    for (Member member : cluster.state().getMembers()) {
      if (member.hasRole(Role.CONTROL.word())) {
        controls += isUp(member.status()) ? 1 : 0;
        oldest &= !member.isOlderThan(cluster.selfMember());
      }
    }
    return new Footing.View(controls, oldest && !found.containsAll(coordinators()));
  }

  /** Who leaves is up until it has left. */
  private static boolean isUp(MemberStatus status) {
    return status.equals(MemberStatus.up()) || status.equals(MemberStatus.leaving());
  }

  private SortedSet<String> coordinators() {
    SortedSet<String> names = new TreeSet<>();
    sharding.getShardTypeNames().forEach(name -> names.add(name + COORDINATOR));
    return names;
  }
}
