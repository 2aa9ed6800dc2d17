package rhizome.runtime.edge;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Order;

/**
 * Puts what a gateway asks to the link of its agent, and makes a frame of the answer.
 *
 * @param <M> what the line is told
 */
public final class Replies<M> {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Longer than anybody waits at the other end before asking anew (rhizome.entity.resync-max). */
  private static final Duration ERRAND_TIMEOUT = Duration.ofMinutes(2);

  private final ActorContext<M> context;

  public Replies(ActorContext<M> context) {
    this.context = context;
  }

  /**
   * @param link of the agent; nobody answers while there is none
   * @param told tells the line; an errand that is lost is asked again, and has no frame
   */
  public void ask(
      GatewayFrame.Question question,
      @Nullable ActorRef<Order> link,
      Function<Optional<AgentFrame>, M> told) {
    if (link == null) {
      return;
    }
    switch (question) {
      case GatewayFrame.ReadLog(long id, var workload, long offset, int max) ->
          ask(
              LogSlice.class,
              link,
              TIMEOUT,
              replyTo -> new Order.ReadLog(workload, offset, max, replyTo),
              (slice, error) -> told.apply(Optional.of(new AgentFrame.LogReply(id, slice, error))));
      case GatewayFrame.Perform(long id, var errand) ->
          ask(
              Errand.Answer.class,
              link,
              ERRAND_TIMEOUT,
              replyTo -> new Order.Perform(errand, replyTo),
              (answer, _) -> told.apply(answer.map(of -> new AgentFrame.Performed(id, of))));
      case GatewayFrame.Measure(long id, var workload, long epoch, var metrics) ->
          ask(
              Reading.class,
              link,
              TIMEOUT,
              replyTo -> new Order.Measure(workload, epoch, metrics, replyTo),
              (reading, error) ->
                  told.apply(Optional.of(new AgentFrame.Measured(id, reading, error))));
    }
  }

  private <A> void ask(
      Class<A> kind,
      ActorRef<Order> link,
      Duration timeout,
      Function<ActorRef<StatusReply<A>>, Order> order,
      BiFunction<Optional<A>, String, M> told) {
    context.askWithStatus(
        kind,
        link,
        timeout,
        order::apply,
        (answer, failure) ->
            told.apply(
                Optional.ofNullable(answer),
                failure == null ? "" : String.valueOf(failure.getMessage())));
  }
}
