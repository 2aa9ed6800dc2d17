package rhizome.cli.chain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.gateway.LedgerPort;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;

/**
 * The ledger of a grid that is up already: no workload waits until a chain is founded or read, and
 * none is lost to a chain that is damaged. Who asks meanwhile waits for it.
 */
public final class LaterLedger implements LedgerPort {

  private static final Logger LOG = LoggerFactory.getLogger(LaterLedger.class);

  private final CompletableFuture<LedgerPort> opened = new CompletableFuture<>();
  private final Duration patience;

  /**
   * @param patience how long somebody who asks waits for it to be opened
   */
  public LaterLedger(Duration patience) {
    this.patience = patience;
  }

  /** Opens it on a thread of its own. */
  public void begin(Callable<LedgerPort> opening) {
    Thread.ofPlatform().daemon().name("ledger").start(() -> opened.complete(port(opening)));
  }

  /**
   * Waits, with the same patience, until nothing of it is being opened any more: whoever ends a
   * grid may then take its folder away.
   */
  public void settle() {
    try {
      opened.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException _) {
      LOG.warn("the ledger was still being opened after {}", patience);
    }
  }

  private static LedgerPort port(Callable<LedgerPort> opening) {
    try {
      return opening.call();
    } catch (Exception e) {
      LOG.error("the ledger does not run, the grid does", e);
      String why = "the ledger of this grid does not run: " + e.getMessage();
      return _ -> CompletableFuture.completedFuture(Optional.of(new Answered.NotYet(why)));
    }
  }

  @Override
  public CompletionStage<Optional<Answered>> ask(Question question) {
    return opened
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(port -> port.ask(question));
  }
}
