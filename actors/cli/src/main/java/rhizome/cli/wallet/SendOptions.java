package rhizome.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.Consent;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Refusal;

/** What every word understands that writes an entry, signs it here and submits it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
final class SendOptions {

  private static final int FEE_MIN = 100;

  @Option(
      names = "--fee",
      paramLabel = "PERCENT",
      defaultValue = "120",
      description = "Of the least that the rules ask for (default: ${DEFAULT-VALUE}).")
  private int fee;

  @Option(names = "--wait", description = "Until it is final.")
  private boolean waits;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = Amount.OfTime.class,
      description = "Wait at most this long, such as 90s (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Mixin private WalletPlace place;
  @Mixin private GridOptions options;
  @Mixin private Consent consent;

  Path data() {
    return options.data();
  }

  GridClient grid() {
    return options.grid();
  }

  /** Percent of the least. */
  int fee() {
    if (fee < FEE_MIN) {
      throw new Trouble(ExitCode.USAGE, "a fee of %d %% is below the least".formatted(fee));
    }
    return fee;
  }

  /** Writes, asks, sends, and waits if that was wanted; {@code what} is asked for. */
  int send(Terminal terminal, String what, Function<Scan, Built> written)
      throws IOException, InterruptedException {
    GridClient grid = options.grid();
    Scan scan = Scan.of(grid, place.open(terminal));
    Entry entry = ready(written.apply(scan));
    String paid = Coins.of(entry.content().fee());
    consent.ask(terminal, "%s, with a fee of %s?".formatted(what, paid));
    String id = new Submission(grid).send(entry).at("id").text();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", id);
    told.put("fee", paid);
    if (waits) {
      told.put("height", new Submission(grid).await(id, timeout).at("height").number());
    }
    Json answer = Json.of(told);
    options.answer(terminal, answer, () -> lines(answer));
    return ExitCode.OK.code();
  }

  private static List<String> lines(Json told) {
    String sent =
        "sent     %s, with a fee of %s".formatted(told.at("id").text(), told.at("fee").text());
    return told.at("height").isNull()
        ? List.of(sent)
        : List.of(sent, "final    at height " + told.at("height").text());
  }

  /** What a wallet makes of what it was asked for. */
  private static Entry ready(Built built) {
    return switch (built) {
      case Built.Ready(var paper) -> paper.entry();
      case Built.Refused(var why, long missing) -> throw refused(why, missing);
    };
  }

  private static Trouble refused(Refusal why, long missing) {
    return switch (why) {
      case NOT_ENOUGH ->
          new Trouble(
              ExitCode.FAILED,
              "%s coins are missing, the fee among them".formatted(Coins.of(missing)),
              "'rhizome wallet balance' shows what is spendable, and when more will be");
      case TOO_MANY_COINS ->
          new Trouble(
              ExitCode.FAILED,
              "it would take more coins than one transaction may have",
              "pay in parts, or pay oneself first to have fewer coins");
      case TOO_LARGE ->
          new Trouble(ExitCode.FAILED, "the note is longer, or more moves, than the rules allow");
      case DUST ->
          new Trouble(ExitCode.FAILED, "the amount is no more than what the rules call dust");
      case NO_STAKE ->
          new Trouble(
              ExitCode.FAILED,
              "there is no such stake that can be moved now",
              "'rhizome ledger address' shows what is bonded to whom, and when it matures");
      case NOTHING_TO_SWEEP, NOT_OURS, WRONG_SECRET, TOO_EARLY ->
          new Trouble(ExitCode.FAILED, "the wallet writes no entry: " + why);
    };
  }
}
