package rhizome.cli.wallet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.cli.wallet.file.Whom;
import rhizome.cli.wallet.grid.Scan;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;

/** Says what was done to a wallet. */
@Command(
    name = "history",
    description = "Show what came to a wallet and what went, the newest first.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowHistory implements Callable<Integer> {

  private static final List<String> SUMS = List.of("coinsIn", "coinsOut", "stakeIn", "stakeOut");

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many lines at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private WalletPlace place;
  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowHistory(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new Trouble(ExitCode.USAGE, "a limit counts from 1, not " + limit);
    }
    GridClient grid = options.grid();
    Scan scan = Scan.of(grid, place.owner(terminal), place.watched());
    List<Json> lines = new ArrayList<>();
    scan.used().forEach(told -> lines.addAll(lines(grid, told)));
    List<Json> own = newest(merged(lines));
    List<Json> watched = scan.watched().stream().map(it -> found(grid, it)).toList();
    Json told = Json.object("history", own).with("watched", watched);
    options.answer(terminal, told, () -> lines(own, watched));
    return ExitCode.OK.code();
  }

  private Json found(GridClient grid, Scan.Found found) {
    Condition condition = found.of().condition();
    return Json.object("address", condition.address().toString())
        .with("whom", Whom.of(condition))
        .with("history", newest(lines(grid, found.told())));
  }

  private List<Json> newest(List<Json> lines) {
    return lines.subList(0, Math.min(limit, lines.size()));
  }

  private List<String> lines(List<Json> own, List<Json> watched) {
    List<String> lines =
        new ArrayList<>(
            own.isEmpty()
                ? List.of("nothing was done to this wallet that is remembered")
                : Sheets.history(own, terminal.colours()));
    for (Json each : watched) {
      List<Json> done = each.at("history").items();
      if (!done.isEmpty()) {
        lines.add("");
        lines.add("under " + each.at("whom").text());
        lines.addAll(Sheets.history(done, terminal.colours()));
      }
    }
    return lines;
  }

  /** The newest of one address; no older ones can be among the newest of all. */
  private List<Json> lines(GridClient grid, Json first) {
    List<Json> lines = new ArrayList<>(first.at("history").items());
    String next = first.at("nextHistory").text();
    while (!next.isEmpty() && lines.size() < limit) {
      Address address = Address.parse(first.at("address").text());
      Json page = grid.get(Scan.path(address, Optional.of(next)));
      lines.addAll(page.at("history").items());
      next = page.at("nextHistory").text();
    }
    return lines;
  }

  /** One line for what one entry did to several addresses. */
  static List<Json> merged(List<Json> lines) {
    var order = Comparator.<List<Long>>comparingLong(List::getFirst).thenComparing(List::getLast);
    Map<List<Long>, Json> merged = new TreeMap<>(order.reversed());
    for (Json line : lines) {
      merged.merge(
          List.of(line.at("height").number(), line.at("place").number()), line, ShowHistory::plus);
    }
    return List.copyOf(merged.values());
  }

  private static Json plus(Json one, Json other) {
    Map<String, Json> sums = new LinkedHashMap<>(one.members());
    for (String sum : SUMS) {
      long units = Sheets.units(one.at(sum)) + Sheets.units(other.at(sum));
      sums.put(sum, Json.of(Long.toString(units)));
    }
    sums.put("whole", Json.of(one.at("whole").isTrue() && other.at("whole").isTrue()));
    return new Json.Obj(sums);
  }
}
