package rhizome.cli.wallet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.cli.wallet.file.Whom;
import rhizome.cli.wallet.grid.Scan;
import rhizome.ledger.wallet.Balance;

/** Says what a wallet holds on the grid's ledger. */
@Command(
    name = "balance",
    description = {
      "Show what a wallet holds, by what is in blocks.",
      "Asks the grid for its addresses from the first on, until 20 in a row were never used."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowBalance implements Callable<Integer> {

  @Mixin private WalletPlace place;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowBalance(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Scan scan = Scan.of(options.grid(), place.owner(terminal), place.watched());
    Balance balance = scan.wallet().balance();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("height", scan.at().tip().height());
    told.put("spendable", Coins.of(balance.spendable()));
    told.put("immature", coins(balance.immature()));
    told.put("locked", coins(balance.locked()));
    told.put("total", Coins.of(balance.total()));
    told.put("stake", Long.toString(stake(scan)));
    told.put("watched", scan.watched().stream().map(ShowBalance::found).toList());
    told.put("addresses", scan.used().stream().map(it -> it.at("address").text()).toList());
    options.answer(terminal, Json.of(told), () -> lines(scan, balance));
    return ExitCode.OK.code();
  }

  private static Map<String, Object> coins(NavigableMap<Long, Long> units) {
    Map<String, Object> coins = new LinkedHashMap<>();
    units.forEach((from, amount) -> coins.put(Long.toUnsignedString(from), Coins.of(amount)));
    return coins;
  }

  private List<String> lines(Scan scan, Balance balance) {
    Columns columns = Columns.plain(3);
    row(columns, "spendable", balance.spendable(), "");
    balance.immature().forEach((from, it) -> row(columns, "immature", it, "until height " + from));
    balance
        .locked()
        .forEach((from, it) -> row(columns, "locked", it, "until " + Long.toUnsignedString(from)));
    row(columns, "total", balance.total(), "at height " + scan.at().tip().height());
    columns.row(Cell.label("stake"), Cell.of(stake(scan)), Cell.of(bonded(scan)));
    for (Scan.Found found : scan.watched()) {
      Json sums = found.told().at("balance");
      if (Sheets.units(sums.at("coins")) > 0) {
        row(columns, "watched", Sheets.units(sums.at("coins")), Whom.of(found.of().condition()));
      }
    }
    return columns.lines(terminal.colours());
  }

  private static Map<String, Object> found(Scan.Found found) {
    Json sums = found.told().at("balance");
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("address", found.of().condition().address().toString());
    told.put("whom", Whom.of(found.of().condition()));
    told.put("coins", Coins.of(sums.at("coins").text()));
    told.put("spendable", Coins.of(sums.at("spendable").text()));
    return told;
  }

  private static long stake(Scan scan) {
    return scan.stakes().stream().mapToLong(it -> it.output().units()).sum();
  }

  private static String bonded(Scan scan) {
    long bonded =
        scan.stakes().stream()
            .filter(it -> it.bond().isPresent())
            .mapToLong(it -> it.output().units())
            .sum();
    return bonded == 0 ? "" : "of which %d are bonded".formatted(bonded);
  }

  private static void row(Columns columns, String label, long units, String remark) {
    columns.row(Cell.label(label), Cell.of(Coins.of(units)), Cell.of(remark));
  }
}
