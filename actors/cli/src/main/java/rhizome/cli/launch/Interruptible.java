package rhizome.cli.launch;

import java.util.concurrent.CompletableFuture;
import rhizome.cli.host.HostRefused;

/** Long work that ends early when its process is told to end. */
final class Interruptible {

  /** What may take long. */
  interface Work<T> {
    T run() throws HostRefused;
  }

  private Interruptible() {}

  /** Runs it in this thread, which is interrupted when {@code reason} completes meanwhile. */
  static <T> T by(CompletableFuture<?> reason, Work<T> work) throws HostRefused {
    Thread worker = Thread.currentThread();
    CompletableFuture<Void> alarm = reason.thenRun(worker::interrupt);
    try {
      return work.run();
    } finally {
      alarm.cancel(false);
      // The work is over, so an interruption that came late is nobody's.
      var _ = Thread.interrupted();
    }
  }
}
