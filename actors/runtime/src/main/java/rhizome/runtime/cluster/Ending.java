package rhizome.runtime.cluster;

import static java.util.concurrent.CompletableFuture.delayedExecutor;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.CoordinatedShutdown;
import akka.actor.PoisonPill;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an actor system end that was told to. Two members that part over TLS may each wait for the
 * other to close its half of a connection; the remoting then waits for its streams, the actor
 * system for the remoting, and a member that is to join again for the actor system: seen in one of
 * some ten ends on a busy machine. Whatever streams are left after {@link #PATIENCE_SECONDS} are
 * ended; nobody is there any more for whom they could carry anything.
 */
public final class Ending {

  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  /** An end takes less than one; Akka waits ten before it gives up. */
  private static final int PATIENCE_SECONDS = 3;

  private static final String STREAMS = "/system/Materializers/*";

  private Ending() {}

  /** Sees to it that this system will end. */
  public static void watch(ActorSystem<?> system) {
    CompletableFuture<Done> ended = system.getWhenTerminated().toCompletableFuture();
    Executor later = delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseActorSystemTerminate(),
            "end-streams",
            () -> {
              later.execute(() -> endStreams(system, ended));
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private static void endStreams(ActorSystem<?> system, CompletableFuture<Done> ended) {
    if (!ended.isDone()) {
      LOG.info("the member's streams do not end by themselves, and are ended");
      Adapter.toClassic(system)
          .actorSelection(STREAMS)
          .tell(PoisonPill.getInstance(), ActorRef.noSender());
    }
  }
}
