package rhizome.cli.wallet.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.Consent;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Entry;

/** What every word understands that has an entry wait for a block. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public final class SubmitOptions {

  @Option(names = "--wait", description = "Until it is final.")
  private boolean waits;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = Amount.OfTime.class,
      description = "Wait at most this long, such as 90s (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private GridOptions options;
  @Mixin private Consent consent;

  /** The data folder, absolute. */
  public Path data() {
    return options.data();
  }

  public GridClient grid() {
    return options.grid();
  }

  AnswerOptions answers() {
    return options;
  }

  /** Before an entry is sent. */
  public void ask(Terminal terminal, String what, Entry entry) throws IOException {
    consent.ask(terminal, "%s, with a fee of %s?".formatted(what, fee(entry)));
  }

  private static String fee(Entry entry) {
    return Coins.of(entry.content().fee());
  }

  /** Sends it, and waits if that was wanted; what is known of it then. */
  public Json submit(GridClient grid, Entry entry) throws InterruptedException {
    Submission submission = new Submission(grid);
    String id = submission.send(entry).at("id").text();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", id);
    told.put("fee", fee(entry));
    if (waits) {
      told.put("height", submission.await(id, timeout).at("height").number());
    }
    return Json.of(told);
  }

  public int tell(Terminal terminal, Json told, List<String> more) {
    List<String> lines = new ArrayList<>(lines(told));
    lines.addAll(more);
    options.answer(terminal, told, () -> lines);
    return ExitCode.OK.code();
  }

  private static List<String> lines(Json told) {
    String sent =
        "sent     %s, with a fee of %s".formatted(told.at("id").text(), told.at("fee").text());
    return told.at("height").isNull()
        ? List.of(sent)
        : List.of(sent, "final    at height " + told.at("height").text());
  }
}
