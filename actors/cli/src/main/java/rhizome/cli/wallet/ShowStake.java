package rhizome.cli.wallet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.cli.wallet.grid.Scan;

/** Says what is bonded to whom. */
@Command(
    name = "stake",
    description = {
      "Show the stake of a wallet: to whom it is bonded, what it earned there, when it can move.",
      "What it earned comes along as coins when it is moved."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowStake implements Callable<Integer> {

  @Mixin private WalletPlace place;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowStake(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Scan scan = Scan.of(options.grid(), place.owner(terminal));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("height", scan.at().tip().height());
    told.put("stake", scan.stakes().stream().map(ShowStake::row).toList());
    options.answer(terminal, Json.of(told), () -> lines(scan));
    return ExitCode.OK.code();
  }

  private static Map<String, Object> row(Scan.Stake stake) {
    Json row = stake.told();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", row.at("id"));
    told.put("stake", row.at("value"));
    told.put("bond", row.at("bond"));
    told.put("left", row.at("left"));
    told.put("earned", Coins.of(row.at("earned").text()));
    told.put("since", row.at("since"));
    told.put("matures", row.at("matures"));
    return told;
  }

  private List<String> lines(Scan scan) {
    if (scan.stakes().isEmpty()) {
      return List.of("this wallet has no stake");
    }
    Columns columns = Columns.headed(">STAKE", ">EARNED", ">SINCE", ">MATURES", "BONDED TO");
    for (Scan.Stake stake : scan.stakes()) {
      Json row = stake.told();
      columns.row(
          Cell.of(row.at("value").text()),
          Cell.of(Coins.of(row.at("earned").text())),
          Cell.of(row.at("since").text()),
          Cell.of(
              stake.output().matures() > scan.at().tip().height() + 1
                  ? row.at("matures").text()
                  : ""),
          Cell.of(to(row)));
    }
    return columns.lines(terminal.colours());
  }

  private static String to(Json row) {
    String bond = row.at("bond").text();
    String left = row.at("left").text();
    return bond.isEmpty() && !left.isEmpty() ? "nobody, left " + left : bond;
  }
}
