package rhizome.runtime.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rhizome.runtime.entity.EventFeed;
import scala.util.Try;

/**
 * Reads the feeds of all control members into one, each from where it was left. One question per
 * member is on its way at a time, so that a member's pace never holds up another, nor this one.
 * What a member had not told before it died is missing here; it is in the journal.
 */
public final class GathererShell extends AbstractBehavior<GathererShell.Message> {

  /** A quiet feed says so sooner; who does not is asked again. */
  private static final Duration PATIENCE = FeedShell.SILENCE_MAX.multipliedBy(2);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Pause after an answer without an event: there the limit of those who wait may be reached. */
  static final Duration LULL = Duration.ofMillis(200);

  /** What a gatherer hears. */
  public sealed interface Message {}

  private record Listed(
      Set<ActorRef<FeedShell.Message>> reachable, Set<ActorRef<FeedShell.Message>> all)
      implements Message {}

  private record Got(ActorRef<FeedShell.Message> from, FeedShell.Piece piece) implements Message {}

  private record Silent(ActorRef<FeedShell.Message> from) implements Message {}

  private record Ask(ActorRef<FeedShell.Message> from) implements Message {}

  private final TimerScheduler<Message> timers;
  private final EventFeed all;
  private final Serialization serialization;
  private final Map<ActorRef<FeedShell.Message>, Long> positions = new TreeMap<>();
  private final Set<ActorRef<FeedShell.Message>> asking = new TreeSet<>();
  private Set<ActorRef<FeedShell.Message>> reachable = Set.of();

  private GathererShell(
      ActorContext<Message> context, TimerScheduler<Message> timers, EventFeed all) {
    super(context);
    this.timers = timers;
    this.all = all;
    this.serialization = SerializationExtension.get(context.getSystem());
    ActorRef<Receptionist.Listing> listings =
        context.messageAdapter(
            Receptionist.Listing.class,
            listing ->
                new Listed(
                    listing.getServiceInstances(FeedShell.KEY),
                    listing.getAllServiceInstances(FeedShell.KEY)));
    context.getSystem().receptionist().tell(Receptionist.subscribe(FeedShell.KEY, listings));
  }

  /**
   * @param all what is gathered goes in here, by nobody else
   */
  public static Behavior<Message> create(EventFeed all) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new GathererShell(context, timers, all)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Listed(var now, var all) -> listed(now, all);
      case Got(var from, var piece) -> got(from, piece);
      case Silent(var from) -> silent(from);
      case Ask(var from) -> ask(from);
    }
    return this;
  }

  /** Who is unreachable for a while goes on where it was; who is gone is forgotten. */
  private void listed(Set<ActorRef<FeedShell.Message>> now, Set<ActorRef<FeedShell.Message>> all) {
    reachable = now;
    positions.keySet().retainAll(all);
    now.forEach(this::ask);
  }

  private void ask(ActorRef<FeedShell.Message> feed) {
    if (!reachable.contains(feed) || !asking.add(feed)) {
      return;
    }
    long after = positions.getOrDefault(feed, 0L);
    getContext()
        .ask(
            FeedShell.Piece.class,
            feed,
            PATIENCE,
            replyTo -> new FeedShell.Next(after, replyTo),
            (piece, _) -> piece == null ? new Silent(feed) : new Got(feed, piece));
  }

  private void got(ActorRef<FeedShell.Message> from, FeedShell.Piece piece) {
    asking.remove(from);
    long before = positions.getOrDefault(from, 0L);
    if (before > 0 && piece.missed() > 0) {
      missed(piece.missed());
    }
    piece.events().forEach(packed -> publish(from, packed));
    positions.put(from, piece.position());
    if (piece.events().isEmpty() && piece.missed() == 0) {
      timers.startSingleTimer(from, new Ask(from), LULL);
    } else {
      ask(from);
    }
  }

  private void silent(ActorRef<FeedShell.Message> from) {
    asking.remove(from);
    timers.startSingleTimer(from, new Ask(from), PAUSE);
  }

  /** One of a member of a newer build may not be understood here; whoever watches goes on. */
  private void publish(ActorRef<FeedShell.Message> from, FeedShell.Packed packed) {
    Try<Object> event =
        serialization.deserialize(packed.bytes(), packed.serializer(), packed.manifest());
    if (event.isSuccess()) {
      all.publish(packed.persistenceId(), packed.revision(), packed.timestamp(), event.get());
      return;
    }
    getContext()
        .getLog()
        .warn(
            "event {} of {}, told by {}, is not understood here, a newer build may have written"
                + " it: {}",
            packed.revision(),
            packed.persistenceId(),
            from.path().address(),
            event.failed().get().toString());
    missed(1);
  }

  private void missed(long count) {
    all.publish("", 0, System.currentTimeMillis(), new EventFeed.Missed(count));
  }
}
