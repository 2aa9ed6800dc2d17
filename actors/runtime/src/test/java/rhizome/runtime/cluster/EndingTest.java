package rhizome.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.AbstractActor;
import akka.actor.ExtendedActorSystem;
import akka.actor.Props;
import akka.actor.SystemGuardian.RegisterTerminationHook$;
import akka.actor.SystemGuardian.TerminationHook$;
import akka.actor.SystemGuardian.TerminationHookDone$;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.Patterns;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContextExecutor;

class EndingTest {

  /**
   * Does what the remoting does: has the system wait for its stream. This one never ends by itself;
   * the remoting's does not now and then.
   */
  private static final class Remoting extends AbstractActor {

    private final CompletableFuture<?> begun;

    Remoting(CompletableFuture<?> begun) {
      this.begun = begun;
    }

    @Override
    public void preStart() {
      getContext().actorSelection("/system").tell(RegisterTerminationHook$.MODULE$, getSelf());
      begun.complete(null);
    }

    @Override
    public Receive createReceive() {
      var stream =
          Source.maybe()
              .runWith(Sink.ignore(), Materializer.matFromSystem(getContext().getSystem()));
      return receiveBuilder()
          .match(
              TerminationHook$.class,
              _ -> Patterns.pipe(over(stream), dispatcher()).to(getSender(), getSelf()))
          .build();
    }

    private ExecutionContextExecutor dispatcher() {
      return getContext().getDispatcher();
    }

    private static CompletionStage<Object> over(CompletionStage<?> stream) {
      return stream.handle((_, _) -> TerminationHookDone$.MODULE$);
    }
  }

  @Test
  void aStreamThatDoesNotEndHoldsNoMember() throws Exception {
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(), "ends", ConfigFactory.parseString("akka.loglevel = WARNING"));
    Ending.watch(system);
    CompletableFuture<Object> begun = new CompletableFuture<>();
    ((ExtendedActorSystem) Adapter.toClassic(system))
        .systemActorOf(Props.create(Remoting.class, () -> new Remoting(begun)), "terminator");
    begun.get(20, TimeUnit.SECONDS);
    system.terminate();
    assertThat(system.getWhenTerminated().toCompletableFuture())
        .succeedsWithin(30, TimeUnit.SECONDS);
  }
}
