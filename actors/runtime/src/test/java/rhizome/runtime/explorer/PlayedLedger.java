package rhizome.runtime.explorer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.founding.Constitution;
import rhizome.runtime.validator.Request;
import rhizome.runtime.validator.Status;

/** A played validator with a real explorer beside it, in a system of their own. */
public final class PlayedLedger implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "played",
          ConfigFactory.parseString("akka { loglevel = OFF, stdout-loglevel = OFF, daemonic = on }")
              .withFallback(ConfigFactory.load()));

  private final Constitution constitution;
  private final ActorRef<Request> validator;
  private final ActorRef<Inquiry> explorer;

  public PlayedLedger(Holding... coins) {
    PlayedValidator played = new PlayedValidator(coins);
    constitution = played.constitution();
    validator = system.systemActorOf(played.behavior(), "validator", Props.empty());
    explorer =
        system.systemActorOf(
            ExplorerShell.create(played.beside(validator), settings(20)),
            "explorer",
            Props.empty());
    while (!(supply() instanceof Answered.Found)) {
      Thread.onSpinWait(); // it hears soon what holds
    }
  }

  /** How its chain begins. */
  public Constitution constitution() {
    return constitution;
  }

  private Answered supply() {
    return ask(new Question.Supply()).toCompletableFuture().join().orElseThrow();
  }

  static ExplorerSettings settings(int pageMax) {
    return new ExplorerSettings(
        100_000, 100, 3, 4, 10, pageMax, Duration.ofSeconds(10), Duration.ofMillis(20));
  }

  /** As a gateway asks. */
  public CompletionStage<Optional<Answered>> ask(Question question) {
    return AskPattern.<Inquiry, Answered>ask(
            explorer, replyTo -> new Inquiry(question, replyTo), PATIENCE, system.scheduler())
        .thenApply(Optional::of);
  }

  /** How many entries wait for a block. */
  public int waiting() {
    return AskPattern.<Request, Status>ask(
            validator, Request.AskStatus::new, PATIENCE, system.scheduler())
        .toCompletableFuture()
        .join()
        .waiting();
  }

  /** One more block, of what waits; its height. */
  public long mine() {
    return AskPattern.<Request, Long>ask(
            validator, PlayedValidator.Mine::new, PATIENCE, system.scheduler())
        .toCompletableFuture()
        .join();
  }

  @Override
  public void close() {
    system.terminate();
  }
}
