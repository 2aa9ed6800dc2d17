package rhizome.runtime.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import akka.persistence.typed.javadsl.SnapshotCountRetentionCriteria;
import akka.serialization.jackson.AkkaSerializationDeserializer;
import akka.serialization.jackson.AkkaSerializationSerializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import rhizome.kernel.Decider;
import rhizome.kernel.Decision;
import rhizome.runtime.Wire;

/**
 * The only Akka class an entity needs: it makes any {@link Decider} persistent and recovering. What
 * a command newly makes owed is handed out at once; everything owed is handed out after recovery
 * and again at growing intervals, so that whatever is lost on the way heals by itself. An entity
 * that owes nothing leaves memory when nobody asks for it.
 *
 * @param <C> command
 * @param <E> event
 * @param <S> state
 * @param <D> duty
 */
public final class EntityShell<C, E, S, D>
    extends EventSourcedBehavior<EntityShell.Request<C, S>, E, S> {

  /** The reason an asker is given when a decider throws; the log has the rest. */
  public static final String BROKEN_LAW = "BROKEN_LAW";

  /** What an asker is told whom the entity has no room for; nothing was decided: ask again. */
  public static final String OVERLOADED = "OVERLOADED";

  /** What an entity is sent. */
  public sealed interface Request<C, S> {}

  /** Do it: answered with a receipt, or with an error whose message is the refusal's name. */
  public record Ask<C, S>(
      @JsonSerialize(using = AkkaSerializationSerializer.class)
          @JsonDeserialize(using = AkkaSerializationDeserializer.class)
          C command,
      ActorRef<StatusReply<Receipt>> replyTo)
      implements Request<C, S>, Wire {}

  /** Tell me your state; writes nothing. */
  public record Read<C, S>(ActorRef<S> replyTo) implements Request<C, S>, Wire {}

  /** Be there: what is owed is handed out, and nobody is answered. */
  public record Wake<C, S>() implements Request<C, S>, Wire {}

  /** Leave memory. Obeyed in every state: Akka 2.8.5 never frees an entity that hesitates. */
  public record Stop<C, S>() implements Request<C, S>, Wire {}

  record Resync<C, S>() implements Request<C, S> {}

  record Idle<C, S>() implements Request<C, S> {}

  /** Whoever waits longest may come in. */
  record Next<C, S>() implements Request<C, S> {}

  /** Who waited together is answered together: one after the other, by one write. */
  record Several<C, S>(List<Ask<C, S>> asks) implements Request<C, S> {}

  /**
   * What an entity is made of.
   *
   * @param duties takes each duty with the revision of the entity that owes it
   */
  public record Parts<C, E, S, D>(
      PersistenceId id,
      Decider<C, E, S, D> decider,
      ObjLongConsumer<D> duties,
      EventFeed feed,
      EntitySettings settings) {}

  private final ActorContext<Request<C, S>> context;
  private final TimerScheduler<Request<C, S>> timers;
  private final Parts<C, E, S, D> parts;
  private final Decider<C, E, S, D> decider;
  private final Lodging<C, S> lodging;
  private final WaitingRoom<C, S> room;
  private Duration pause;
  private Owed<D> owed = new Owed<>(List.of());
  private boolean leaving;

  private EntityShell(
      ActorContext<Request<C, S>> context,
      TimerScheduler<Request<C, S>> timers,
      Parts<C, E, S, D> parts,
      Lodging<C, S> lodging,
      WaitingRoom<C, S> room) {
    super(
        parts.id,
        SupervisorStrategy.restartWithBackoff(
            parts.settings.restartMin(), parts.settings.restartMax(), 0.2));
    this.context = context;
    this.timers = timers;
    this.parts = parts;
    this.decider = parts.decider;
    this.lodging = lodging;
    this.room = room;
    this.pause = parts.settings.resyncMin();
  }

  public static <C, E, S, D> Behavior<Request<C, S>> create(
      Parts<C, E, S, D> parts, Lodging<C, S> lodging) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  WaitingRoom<C, S> room =
                      new WaitingRoom<>(context, parts.id.id(), parts.settings.waitingMax());
                  return Behaviors.intercept(
                      () -> room, new EntityShell<>(context, timers, parts, lodging, room));
                }));
  }

  @Override
  public S emptyState() {
    return decider.initial();
  }

  @Override
  public EventHandler<S, E> eventHandler() {
    return decider::evolve;
  }

  @Override
  public CommandHandler<Request<C, S>, E, S> commandHandler() {
    return (state, request) ->
        switch (request) {
          case Ask<C, S> ask -> answer(state, List.of(ask));
          case Several<C, S>(var asks) -> answer(state, asks);
          case Read<C, S>(var replyTo) -> quietly(replyTo::tell);
          case Wake<C, S> _ -> quietly(this::handOutAll);
          case Resync<C, S> _ -> quietly(this::resync);
          case Idle<C, S> _ -> quietly(this::leave);
          case Stop<C, S> _ -> stop(state);
          case Next<C, S> _ -> Effect().unhandled();
        };
  }

  /** Writes nothing. Every effect ends with the next request, or with the entity. */
  private Effect<E, S> quietly(Consumer<S> effect) {
    return Effect().none().thenRun(effect::accept).thenRun(room::next);
  }

  private Effect<E, S> answer(S state, List<Ask<C, S>> asks) {
    List<E> events = new ArrayList<>();
    List<Runnable> replies = new ArrayList<>();
    S next = state;
    for (Ask<C, S> ask : asks) {
      StatusReply<Receipt> reply;
      switch (judge(next, ask.command)) {
        case null -> reply = StatusReply.error(BROKEN_LAW);
        case Decision.Rejected<E>(var reason) -> reply = StatusReply.error(reason.name());
        case Decision.Accepted<E>(var accepted) -> {
          for (E event : accepted) {
            next = decider.evolve(next, event);
          }
          events.addAll(accepted);
          reply =
              StatusReply.success(
                  new Receipt(revision() + events.size(), decider.generation(next)));
        }
      }
      replies.add(() -> ask.replyTo.tell(reply));
    }
    if (events.isEmpty()) {
      return quietly(_ -> replies.forEach(Runnable::run));
    }
    return Effect()
        .persist(events)
        .thenRun((S now) -> accepted(events, now))
        .thenRun(() -> replies.forEach(Runnable::run))
        .thenRun(room::next);
  }

  /** A law that throws must cost the asker an answer, not everybody the entity. */
  private @Nullable Decision<E> judge(S state, C command) {
    try {
      Decision<E> decision = decider.decide(state, command);
      if (decision instanceof Decision.Accepted<E>(var events)) {
        S next = state;
        for (E event : events) {
          next = decider.evolve(next, event);
        }
      }
      return decision;
    } catch (RuntimeException e) {
      context
          .getLog()
          .error(
              "{} at revision {} breaks its own law on {}; nothing was changed",
              parts.id.id(),
              revision(),
              command,
              e);
      return null;
    }
  }

  private void accepted(List<E> events, S state) {
    long before = revision() - events.size();
    long now = System.currentTimeMillis();
    for (int i = 0; i < events.size(); i++) {
      parts.feed.publish(parts.id.id(), before + i + 1, now, events.get(i));
    }
    if (!events.isEmpty()) {
      pause = parts.settings.resyncMin();
      timers.cancel(Resync.class);
    }
    handOut(state);
  }

  private long revision() {
    return lastSequenceNumber(context);
  }

  /**
   * Only what was not owed before: else an answer that changes nothing would ask again for ever.
   */
  private void handOut(S state) {
    Owed<D> before = owed;
    note(state);
    handOut(owed.since(before));
  }

  private void handOutAll(S state) {
    note(state);
    handOut(owed.duties());
  }

  private void handOut(List<D> duties) {
    long revision = revision();
    duties.forEach(duty -> parts.duties.accept(duty, revision));
  }

  private void note(S state) {
    owed = new Owed<>(decider.owes(state));
    if (owed.duties().isEmpty()) {
      timers.cancel(Resync.class);
      context.setReceiveTimeout(parts.settings.idleMax(), new Idle<>());
      return;
    }
    context.cancelReceiveTimeout();
    if (!timers.isTimerActive(Resync.class)) {
      timers.startSingleTimer(Resync.class, new Resync<>(), pause);
    }
  }

  private void resync(S state) {
    Duration doubled = pause.multipliedBy(2);
    Duration longest = parts.settings.resyncMax();
    pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    handOutAll(state);
  }

  private void leave(S state) {
    if (decider.owes(state).isEmpty()) {
      leaving = true;
      lodging.leave(context.getSelf());
    }
  }

  /**
   * A command may have slipped in between the wish to leave and this; then it must come back. Who
   * is stopped without having wished for it is started again by its shard, here or elsewhere; a
   * message to itself would only hold up a member that closes.
   */
  private Effect<E, S> stop(S state) {
    if (leaving && !decider.owes(state).isEmpty()) {
      lodging.wakeAgain();
    }
    return Effect().none().thenStop();
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .build();
  }

  private void recovered(S state) {
    handOutAll(state);
    room.next();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    EntitySettings settings = parts.settings;
    SnapshotCountRetentionCriteria criteria =
        RetentionCriteria.snapshotEvery(settings.snapshotEvery(), settings.snapshotsKept());
    return settings.deleteEvents() ? criteria.withDeleteEventsOnSnapshot() : criteria;
  }
}
