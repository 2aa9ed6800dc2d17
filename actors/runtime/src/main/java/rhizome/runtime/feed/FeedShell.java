package rhizome.runtime.feed;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rhizome.runtime.Wire;
import rhizome.runtime.entity.EventFeed;

/** Lets other members read this member's feed, a bounded piece at a time, at their own pace. */
public final class FeedShell extends AbstractBehavior<FeedShell.Message> {

  static final ServiceKey<Message> KEY = ServiceKey.create(Message.class, "feed");

  /** Well below Artery's frame, so that a piece always arrives. */
  static final int BYTES_MAX = 512 << 10;

  static final int ENTRIES_MAX = 256;

  /** More gateways than that are answered at once, with nothing, and ask again after a lull. */
  private static final int READERS_MAX = 64;

  /** A reader of a quiet feed hears by then that nothing happened. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  /** What a feed is asked. */
  sealed interface Message {}

  /** Answered once there is an event past {@code after}, or after a while with none. */
  record Next(long after, ActorRef<Piece> replyTo) implements Message, Wire {}

  private record Stirred() implements Message {}

  private record Tick() implements Message {}

  /**
   * Some events of a feed.
   *
   * @param missed how many the reader will never see: they left the ring, or fit in no message
   * @param position what to ask for next
   */
  record Piece(List<Packed> events, long missed, long position) implements Wire {}

  /** One event in its durable form. */
  @SuppressWarnings("ArrayRecordComponent") // read once; never compared
  record Packed(
      String persistenceId,
      long revision,
      long timestamp,
      int serializer,
      String manifest,
      byte[] bytes) {}

  private final EventFeed feed;
  private final Serialization serialization;
  private final Deque<Next> waiting = new ArrayDeque<>();
  private boolean listening;

  private FeedShell(ActorContext<Message> context, TimerScheduler<Message> timers, EventFeed feed) {
    super(context);
    this.feed = feed;
    this.serialization = SerializationExtension.get(context.getSystem());
    context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
    timers.startTimerWithFixedDelay(new Tick(), SILENCE_MAX);
  }

  public static Behavior<Message> create(EventFeed feed) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new FeedShell(context, timers, feed)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Next next -> next(next);
      case Stirred _ -> {
        listening = false;
        answerAll();
      }
      case Tick _ -> answerAll();
    }
    return this;
  }

  private void next(Next next) {
    EventFeed.Batch batch = feed.read(next.after, ENTRIES_MAX);
    if (!batch.entries().isEmpty() || batch.missed() > 0 || waiting.size() >= READERS_MAX) {
      next.replyTo.tell(pack(batch));
      return;
    }
    waiting.add(next);
    listen();
  }

  /** One ear at the feed for all who wait here. */
  private void listen() {
    if (!listening) {
      listening = true;
      getContext().pipeToSelf(feed.next(feed.position(), 1), (_, _) -> new Stirred());
    }
  }

  /** With what there is now, possibly nothing. */
  private void answerAll() {
    List<Next> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(next -> next.replyTo.tell(pack(feed.read(next.after, ENTRIES_MAX))));
  }

  /** As many as fit; one that fits in no message is left out and counted. */
  private Piece pack(EventFeed.Batch batch) {
    List<Packed> packed = new ArrayList<>();
    long missed = batch.missed();
    long position = batch.position();
    int size = 0;
    for (EventFeed.Entry entry : batch.entries()) {
      Packed next = pack(entry);
      if (next.bytes.length > BYTES_MAX) {
        missed++;
      } else if (size + next.bytes.length > BYTES_MAX) {
        position = entry.position() - 1;
        break;
      } else {
        size += next.bytes.length;
        packed.add(next);
      }
    }
    return new Piece(packed, missed, position);
  }

  private Packed pack(EventFeed.Entry entry) {
    Object event = entry.event();
    var serializer = serialization.findSerializerFor(event);
    return new Packed(
        entry.persistenceId(),
        entry.revision(),
        entry.timestamp(),
        serializer.identifier(),
        Serializers.manifestFor(serializer, event),
        serializer.toBinary(event));
  }
}
