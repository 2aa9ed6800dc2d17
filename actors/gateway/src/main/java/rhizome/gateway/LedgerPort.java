package rhizome.gateway;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;

/** What the gateway asks of a ledger, on whatever member it is. */
@FunctionalInterface
public interface LedgerPort {

  /** Of a grid without one. */
  LedgerPort NONE = _ -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * Nothing where no ledger can be reached. Fails with {@link
   * java.util.concurrent.TimeoutException} when it does not answer in time.
   */
  CompletionStage<Optional<Answered>> ask(Question question);
}
