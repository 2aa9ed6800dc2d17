package rhizome.runtime.explorer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.ledger.hash.Hash;

/**
 * The explorers of one chain, on whatever members they are; that of this member is asked first.
 *
 * @param chain nothing for whatever chain there is
 */
public record Explorers(ActorSystem<?> system, Optional<Hash> chain, Duration patience) {

  public Explorers(ActorSystem<?> system, Hash chain, Duration patience) {
    this(system, Optional.of(chain), patience);
  }

  /** Nothing where no explorer of that chain can be reached. */
  public CompletionStage<Optional<Answered>> ask(Question question) {
    return find()
        .thenCompose(
            found ->
                found
                    .map(
                        explorer ->
                            AskPattern.<Inquiry, Answered>ask(
                                    explorer,
                                    replyTo -> new Inquiry(question, replyTo),
                                    patience,
                                    system.scheduler())
                                .thenApply(Optional::of))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  private CompletionStage<Optional<ActorRef<Inquiry>>> find() {
    ServiceKey<Inquiry> key = chain.map(Inquiry::key).orElse(Inquiry.ANY);
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
            system.receptionist(),
            replyTo -> Receptionist.find(key, replyTo),
            patience,
            system.scheduler())
        .thenApply(listing -> nearest(listing.getServiceInstances(key)));
  }

  private static Optional<ActorRef<Inquiry>> nearest(Set<ActorRef<Inquiry>> all) {
    return all.stream()
        .min(
            Comparator.<ActorRef<Inquiry>, Boolean>comparing(
                    it -> it.path().address().hasGlobalScope())
                .thenComparing(it -> it.path().toString()));
  }
}
