package rhizome.runtime.archive;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import java.util.List;

/** Writes the events of one entity again, in the name of that entity. */
final class Scribe extends EventSourcedBehavior<Scribe.Message, Object, Long> {

  sealed interface Message {}

  /** These are its next events, the first with this number. */
  record Write(long revision, List<Object> events, ActorRef<StatusReply<Long>> replyTo)
      implements Message {}

  record Stop() implements Message {}

  private final ActorContext<Message> context;

  private Scribe(ActorContext<Message> context, String entity) {
    super(PersistenceId.ofUniqueId(entity));
    this.context = context;
  }

  static Behavior<Message> of(String entity) {
    return Behaviors.setup(context -> new Scribe(context, entity));
  }

  @Override
  public Long emptyState() {
    return 0L;
  }

  @Override
  public CommandHandler<Message, Object, Long> commandHandler() {
    return (_, message) ->
        switch (message) {
          case Write write -> write(write);
          case Stop _ -> Effect().stop();
        };
  }

  private Effect<Object, Long> write(Write write) {
    long before = lastSequenceNumber(context);
    if (before != write.revision() - 1) {
      return Effect()
          .none()
          .thenReply(
              write.replyTo(),
              _ ->
                  StatusReply.error(
                      "it has %d events where %d were expected"
                          .formatted(before, write.revision() - 1)));
    }
    return Effect()
        .persist(write.events())
        .thenReply(write.replyTo(), _ -> StatusReply.success(lastSequenceNumber(context)));
  }

  @Override
  public EventHandler<Long, Object> eventHandler() {
    return (count, _) -> count + 1;
  }
}
