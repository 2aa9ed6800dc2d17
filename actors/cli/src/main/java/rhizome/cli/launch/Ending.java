package rhizome.cli.launch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * How a process that lives long comes to its end: by its own reasons, or by a signal. A signal ends
 * the JVM only after everything was closed.
 */
public final class Ending<T> {

  private final CompletableFuture<T> reason = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param bySignal what a signal to this process means
   */
  public Ending(T bySignal) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  reason.complete(bySignal);
                  awaitClosed();
                },
                "rhizome-ending"));
  }

  public CompletableFuture<T> reason() {
    return reason;
  }

  /** Everything is closed; a signal may end the JVM now. */
  public void closed() {
    closed.countDown();
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
