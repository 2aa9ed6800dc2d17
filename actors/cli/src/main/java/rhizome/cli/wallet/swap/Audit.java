package rhizome.cli.wallet.swap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.cli.wallet.file.Whom;
import rhizome.cli.wallet.grid.Given;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.wallet.Watched;

/** Looks at an offer before anything is done for it, and after. */
@Command(
    name = "audit",
    description = {
      "Show what a swap holds, for whom and until when; and its secret once it was taken.",
      "Needs no passphrase."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Audit implements Callable<Integer> {

  @Parameters(
      paramLabel = "SWAP",
      converter = Given.OfSwap.class,
      description = "Its address, as 'wallet swap offer' shows it.")
  private Address swap;

  @Mixin private WalletPlace place;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  Audit(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Deal deal = Deal.of(options.grid(), swap, place.watched(swap).map(Watched::condition));
    Condition.Swap terms = deal.terms();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("address", swap.toString());
    told.put("state", deal.state().name().toLowerCase(Locale.ROOT));
    told.put("coins", Coins.of(deal.units()));
    told.put("receiver", terms.receiver().toString());
    told.put("sender", terms.sender().toString());
    told.put("hash", terms.hashedSecret().hex());
    told.put("until", terms.timeLock());
    told.put("secret", deal.secret().map(Hash::hex));
    options.answer(terminal, Json.of(told), () -> lines(deal));
    return ExitCode.OK.code();
  }

  private List<String> lines(Deal deal) {
    Condition.Swap terms = deal.terms();
    Columns columns = Columns.plain(2);
    row(columns, "swap", swap.toString());
    columns.row(Cell.label("state"), Cell.status(deal.state().name().toLowerCase(Locale.ROOT)));
    row(columns, "coins", Coins.of(deal.units()));
    row(columns, "receiver", terms.receiver().toString());
    row(columns, "sender", terms.sender() + ", after " + Whom.time(terms.timeLock()));
    row(columns, "hash", terms.hashedSecret().hex());
    deal.secret().ifPresent(secret -> row(columns, "secret", secret.hex()));
    return columns.lines(terminal.colours());
  }

  private static void row(Columns columns, String label, String value) {
    columns.row(Cell.label(label), Cell.of(value));
  }
}
