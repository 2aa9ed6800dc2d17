package rhizome.cli.wallet.grid;

import java.time.Duration;
import java.util.Optional;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.codec.Bytes;

/** An entry on its way into a block. */
record Submission(GridClient grid) {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);

  private static final String PATH = "/v1/ledger/transactions";

  Json send(Entry entry) {
    return grid.post(PATH, Json.object("hex", Bytes.of(entry.encode()).hex()));
  }

  /** What is said of it once it is final. */
  Json await(String id, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<Json> told = look(id);
      if (told.isPresent() && told.get().at("status").text().equals("final")) {
        return told.get();
      }
      if (System.nanoTime() - end >= 0) {
        throw new Trouble(
            ExitCode.TIMED_OUT,
            "%s is not final after %d s".formatted(id, timeout.toSeconds()),
            "it may be later: 'rhizome ledger tx %s' tells".formatted(id));
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  /** Nothing while the grid cannot tell. */
  private Optional<Json> look(String id) {
    try {
      Optional<Json> told = grid.find(PATH + "/" + id);
      if (told.isEmpty()) {
        throw new Trouble(
            ExitCode.REFUSED,
            id + " waits no longer and is in no block: it was dropped",
            "look at 'rhizome wallet balance', and send it again");
      }
      return told;
    } catch (Trouble busy) {
      if (busy.code() != ExitCode.FAILED) {
        throw busy;
      }
      return Optional.empty();
    }
  }
}
