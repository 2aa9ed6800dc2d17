package rhizome.cli.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits until this process shall end: asked by the API, by Ctrl-C or by SIGTERM. */
final class Ending {

  /** What to do at the end; {@code keep} leaves the workloads running. */
  interface Work {
    void close(boolean keep) throws Exception;
  }

  private Ending() {}

  /** Returns when everything is closed; a signal closes it like {@code down} does. */
  static void await(CompletionStage<Boolean> asked, Work work)
      throws InterruptedException, Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    asked.thenAccept(end::complete);
    Thread signalled =
        new Thread(
            () -> {
              end.complete(false);
              closed.join();
            },
            "rhizome-ending");
    Runtime.getRuntime().addShutdownHook(signalled);
    try {
      work.close(end.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end cannot fail", e);
    } finally {
      closed.complete(null);
    }
  }
}
