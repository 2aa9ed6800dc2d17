package rhizome.cli.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import rhizome.gateway.LedgerPort;
import rhizome.runtime.explorer.Answered;
import rhizome.runtime.explorer.Question;

class LaterLedgerTest {

  private static final Question TIP = new Question.Tip();
  private static final Optional<Answered> FOUND = Optional.of(new Answered.Found("{}"));

  @Test
  void whoAsksBeforeItIsOpenWaits() {
    LaterLedger ledger = new LaterLedger(Duration.ofMinutes(1));
    CompletableFuture<Optional<Answered>> early = ledger.ask(TIP).toCompletableFuture();
    assertThat(early).isNotDone();
    ledger.begin(() -> _ -> CompletableFuture.completedFuture(FOUND));
    assertThat(early.join()).isEqualTo(FOUND);
    assertThat(ledger.ask(TIP).toCompletableFuture().join()).isEqualTo(FOUND);
  }

  @Test
  void andNotForEver() {
    LaterLedger ledger = new LaterLedger(Duration.ofMillis(10));
    assertThatThrownBy(() -> ledger.ask(TIP).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aGridWithoutOneHasNone() {
    LaterLedger ledger = new LaterLedger(Duration.ofMinutes(1));
    ledger.begin(() -> LedgerPort.NONE);
    assertThat(ledger.ask(TIP).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void oneThatCannotBeOpenedSaysWhy() {
    LaterLedger ledger = new LaterLedger(Duration.ofMinutes(1));
    ledger.begin(
        () -> {
          throw new IOException("log/3 is damaged");
        });
    assertThat(ledger.ask(TIP).toCompletableFuture().join())
        .contains(new Answered.NotYet("the ledger of this grid does not run: log/3 is damaged"));
  }

  /** Otherwise a chain would be founded in a folder that somebody takes away. */
  @Test
  void whoEndsAGridWaitsUntilItIsOpened() throws InterruptedException {
    LaterLedger ledger = new LaterLedger(Duration.ofMinutes(1));
    AtomicBoolean written = new AtomicBoolean();
    AtomicBoolean seen = new AtomicBoolean();
    Thread ending =
        new Thread(
            () -> {
              ledger.settle();
              seen.set(written.get());
            });
    ledger.begin(
        () -> {
          ending.start();
          awaitRest(ending);
          written.set(true);
          return LedgerPort.NONE;
        });
    while (ending.getState() == State.NEW) {
      Thread.onSpinWait();
    }
    ending.join();
    assertThat(seen).isTrue();
  }

  @Test
  void butNotForEverEither() {
    LaterLedger ledger = new LaterLedger(Duration.ofMillis(10));
    ledger.settle();
    assertThat(ledger.ask(TIP).toCompletableFuture()).isNotDone();
  }

  /** Until it waits for something, or has ended. */
  private static void awaitRest(Thread thread) {
    while (!EnumSet.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED)
        .contains(thread.getState())) {
      Thread.onSpinWait();
    }
  }
}
