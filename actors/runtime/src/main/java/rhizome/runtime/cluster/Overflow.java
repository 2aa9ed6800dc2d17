package rhizome.runtime.cluster;

import akka.actor.Dropped;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.Optional;

/**
 * Says how many messages found no room on their way. What they carried is owed and handed out
 * again, but only after a wait, so a grid that loses many is slow without another sign of it. Akka
 * publishes each and tells nobody.
 */
public final class Overflow extends AbstractBehavior<Overflow.Message> {

  /** Those that are lost within this time are told together. */
  private static final Duration GATHER = Duration.ofSeconds(5);

  sealed interface Message {}

  private record Lost(Dropped dropped) implements Message {}

  private record Tell() implements Message {}

  private final TimerScheduler<Message> timers;
  private Optional<Dropped> first = Optional.empty();
  private long count;

  private Overflow(ActorContext<Message> context, TimerScheduler<Message> timers) {
    super(context);
    this.timers = timers;
    Adapter.toClassic(context.getSystem())
        .getEventStream()
        .subscribe(
            Adapter.toClassic(context.messageAdapter(Dropped.class, Lost::new)), Dropped.class);
  }

  /** Watches this system until its end. */
  public static void watch(ActorSystem<?> system) {
    var _ = system.systemActorOf(create(), "overflow", Props.empty());
  }

  static Behavior<Message> create() {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Overflow(context, timers)));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onAnyMessage(this::on).build();
  }

  private Behavior<Message> on(Message message) {
    switch (message) {
      case Lost(var dropped) -> {
        if (count++ == 0) {
          first = Optional.of(dropped);
          timers.startSingleTimer(new Tell(), GATHER);
        }
      }
      case Tell _ -> {
        first.ifPresent(this::tell);
        count = 0;
      }
    }
    return this;
  }

  private void tell(Dropped example) {
    getContext()
        .getLog()
        .warn(
            "{} messages found no room and wait to be handed out again; the first was {} to {}: {}",
            count,
            example.message().getClass().getSimpleName(),
            example.recipient().path(),
            example.reason());
  }
}
