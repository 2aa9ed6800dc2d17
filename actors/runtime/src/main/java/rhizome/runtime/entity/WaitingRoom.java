package rhizome.runtime.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import rhizome.runtime.entity.EntityShell.Ask;
import rhizome.runtime.entity.EntityShell.Request;

/**
 * Where requests wait while an entity recovers or writes. It lets one in at a time, in the order
 * they came, or several asks at once, so that nothing ever reaches the stash of Akka 2.8.5, which
 * handles by recursion what it held and drops in silence what it cannot hold (ADR 0006). Who finds
 * the room full is told so; what the entity says to itself always finds a place, because it would
 * fall silent without.
 */
final class WaitingRoom<C, S> extends BehaviorInterceptor<Request<C, S>, Request<C, S>> {

  /** A limit on what one write holds, and one bad event spoils. */
  private static final int TOGETHER_MAX = 100;

  private final ActorContext<Request<C, S>> context;
  private final String id;
  private final int waitingMax;
  private final Deque<Request<C, S>> waiting = new ArrayDeque<>();
  private boolean occupied = true;
  private boolean called;
  private long turnedAway;

  @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal knows no type arguments
  WaitingRoom(ActorContext<Request<C, S>> context, String id, int waitingMax) {
    super((Class) Request.class);
    this.context = context;
    this.id = id;
    this.waitingMax = waitingMax;
  }

  @Override
  public Behavior<Request<C, S>> aroundReceive(
      TypedActorContext<Request<C, S>> typed,
      Request<C, S> request,
      ReceiveTarget<Request<C, S>> entity) {
    Request<C, S> next = request;
    if (request instanceof EntityShell.Next) {
      called = false;
      next = longestWaiting();
    } else if (occupied || !waiting.isEmpty()) {
      admit(request);
      return Behaviors.same();
    }
    occupied = true;
    return entity.apply(typed, next);
  }

  /** Asks that stand together come in together, so that they cost one write. */
  private Request<C, S> longestWaiting() {
    List<Ask<C, S>> asks = new ArrayList<>();
    while (asks.size() < TOGETHER_MAX && waiting.peek() instanceof Ask<C, S> ask) {
      asks.add(ask);
      waiting.remove();
    }
    return asks.isEmpty() ? waiting.remove() : new EntityShell.Several<>(asks);
  }

  /** The entity has recovered, or what was let in has had all its effects. */
  void next() {
    occupied = false;
    if (waiting.isEmpty()) {
      told();
    } else if (!called) {
      called = true;
      context.getSelf().tell(new EntityShell.Next<>());
    }
  }

  private void admit(Request<C, S> request) {
    switch (request) {
      case Ask<C, S> ask when isFull() -> {
        turnAway(request);
        ask.replyTo().tell(StatusReply.error(EntityShell.OVERLOADED));
      }
      case EntityShell.Read<C, S> _, EntityShell.Wake<C, S> _ when isFull() -> turnAway(request);
      case Ask<C, S> _, EntityShell.Read<C, S> _, EntityShell.Wake<C, S> _ ->
          waiting.addLast(request);
      case EntityShell.Stop<C, S> _, EntityShell.Resync<C, S> _ -> waiting.addLast(request);
      case EntityShell.Idle<C, S> _ -> {} // who writes or recovers is not idle; it comes again
      case EntityShell.Next<C, S> _, EntityShell.Several<C, S> _ -> waiting.addLast(request);
    }
  }

  private boolean isFull() {
    return waiting.size() >= waitingMax;
  }

  /** Once when it begins, and once with the number when it is over. */
  private void turnAway(Request<C, S> request) {
    turnedAway++;
    if (turnedAway == 1) {
      context
          .getLog()
          .warn(
              "{} lets nobody wait any more: {} wait already, the first turned away is a {};"
                  + " rhizome.entity.waiting-max sets the limit",
              id,
              waiting.size(),
              request.getClass().getSimpleName());
    }
  }

  private void told() {
    if (turnedAway > 0) {
      context
          .getLog()
          .warn("{} is through with all who waited; {} were turned away", id, turnedAway);
      turnedAway = 0;
    }
  }
}
