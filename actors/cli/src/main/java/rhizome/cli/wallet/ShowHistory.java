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
import rhizome.ledger.address.Address;

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
    Scan scan = Scan.of(grid, place.open(terminal));
    List<Json> lines = new ArrayList<>();
    scan.used().forEach(told -> lines.addAll(lines(grid, told)));
    List<Json> merged = merged(lines);
    List<Json> newest = merged.subList(0, Math.min(limit, merged.size()));
    options.answer(
        terminal,
        Json.object("history", newest),
        () ->
            newest.isEmpty()
                ? List.of("nothing was done to this wallet that is remembered")
                : Sheets.history(newest, terminal.colours()));
    return ExitCode.OK.code();
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
