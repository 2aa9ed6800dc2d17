package rhizome.runtime.validator;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.ServiceKey;
import akka.persistence.typed.PersistenceId;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import rhizome.kernel.Seed;
import rhizome.ledger.consensus.vote.Voter;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.replica.Charter;
import rhizome.ledger.replica.Replica;

/**
 * A validator, or one who only follows, on its host: wakes a {@link ReplicaShell} with what its
 * {@link NotebookShell} read, and both again when the journal fails (ADR 0039).
 */
public final class ValidatorShell {

  /** Under this name, whoever is above it, Artery gives it a stream of its own: ledger.conf. */
  static final String NAME = "validator";

  private static final String ABOVE = "ledger-";
  private static final int ABOVE_DIGITS = 8;

  /** Why it takes no entry as long as its journal is read. */
  public static final String RECOVERING = "RECOVERING";

  /** Requests that wait until the journal is read. */
  private static final int EARLY_MAX = 1_000;

  /** Beside a block: a certificate and the votes behind an old value, of a thousand validators. */
  private static final int BESIDE_BLOCK = 300_000;

  private ValidatorShell() {}

  /**
   * What a validator is made of.
   *
   * @param voter its key; votes if the chain says so
   * @param blocks those of its own journal; others may read them, too
   * @param wall says what time it is
   * @param steady is never set
   * @param seed of whom it talks to
   */
  public record Parts(
      Charter charter,
      Voter voter,
      Replica.Reveals reveals,
      JournalBlocks blocks,
      LedgerSettings settings,
      Clock wall,
      Clock steady,
      Seed seed) {

    public Parts {
      charter
          .rules()
          .chapters()
          .forEach((_, chapter) -> check(chapter.limits().blockBytesMax(), settings));
    }

    private static void check(int block, LedgerSettings settings) {
      if (block + BESIDE_BLOCK > settings.messageBytesMax()) {
        throw new IllegalArgumentException(
            "rhizome.ledger.message-bytes-max is too little for blocks of " + block + " bytes");
      }
    }
  }

  /** What a validator's journal knows it by. */
  public static PersistenceId persistenceId(PublicKey key) {
    return PersistenceId.of("validator", key.octets().hex());
  }

  /** Where replicas of that chain find each other. */
  public static ServiceKey<Request> key(Hash chain) {
    return ServiceKey.create(Request.class, "validator-" + chain.hex());
  }

  /**
   * One life of a validator.
   *
   * @param guests are there in the next one, too
   */
  record Life(
      ActorContext<Request> context,
      TimerScheduler<Request> timers,
      Parts parts,
      Lobby.Guests guests) {}

  /** Begins one on an actor system, where it stays until that ends. */
  public static ActorRef<Request> begin(ActorSystem<?> system, Parts parts) {
    CompletableFuture<ActorRef<Request>> begun = new CompletableFuture<>();
    Behavior<Void> above =
        Behaviors.setup(
            context -> {
              begun.complete(context.spawn(create(parts), NAME));
              return Behaviors.empty();
            });
    String hex = parts.voter.key().octets().hex();
    system.systemActorOf(above, ABOVE + hex.substring(0, ABOVE_DIGITS), Props.empty());
    return begun.join();
  }

  public static Behavior<Request> create(Parts parts) {
    LedgerSettings settings = parts.settings;
    return Behaviors.setup(
        _ -> {
          Lobby.Guests guests = new Lobby.Guests();
          Behavior<Request> life =
              Behaviors.setup(
                  context ->
                      Behaviors.withTimers(
                          timers -> wake(new Life(context, timers, parts, guests))));
          return Behaviors.supervise(life)
              .onFailure(
                  SupervisorStrategy.restartWithBackoff(
                      settings.restartMin(), settings.restartMax(), 0.2));
        });
  }

  private static Behavior<Request> wake(Life life) {
    ActorContext<Request> context = life.context;
    ActorRef<NotebookShell.Command> notebook =
        context.spawnAnonymous(NotebookShell.create(life.parts, context.getSelf()));
    context.watch(notebook);
    return Behaviors.withStash(EARLY_MAX, early -> waking(life, notebook, early));
  }

  /** What peers say meanwhile is told again. */
  private static Behavior<Request> waking(
      Life life, ActorRef<NotebookShell.Command> notebook, StashBuffer<Request> early) {
    return Behaviors.receive(Request.class)
        .onMessage(
            ReplicaShell.Recovered.class,
            it -> it.notebook().equals(notebook),
            it -> early.unstashAll(ReplicaShell.begin(life, notebook, it.state())))
        .onMessage(
            Request.Submit.class,
            it -> {
              it.replyTo().tell(new Submitted.Refused(RECOVERING, "its journal is being read"));
              return Behaviors.same();
            })
        .onMessage(Request.Hear.class, _ -> Behaviors.same())
        .onMessage(Request.Pass.class, _ -> Behaviors.same())
        .onAnyMessage(
            it -> {
              if (!early.isFull()) {
                early.stash(it);
              }
              return Behaviors.same();
            })
        .onSignal(
            ChildFailed.class,
            it -> {
              throw failure(it);
            })
        .build();
  }

  /** What it did since the last page may have left nobody, so it begins again at that. */
  static IllegalStateException failure(ChildFailed notebook) {
    return new IllegalStateException("a validator's journal failed", notebook.getCause());
  }
}
