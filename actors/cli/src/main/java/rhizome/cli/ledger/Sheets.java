package rhizome.cli.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;

/** What a ledger says, as tables. */
public final class Sheets {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Sheets() {}

  /** Milliseconds of Unix, in UTC. */
  public static String time(Json millis) {
    return TIME.format(Instant.ofEpochMilli(millis.number()));
  }

  private static Columns pair(Columns columns, String label, String value) {
    return value.isEmpty() ? columns : columns.row(Cell.label(label), Cell.of(value));
  }

  static List<String> tip(Json tip, boolean colours) {
    Columns columns = Columns.plain(2);
    pair(columns, "chain", tip.at("chain").text());
    pair(columns, "height", tip.at("height").text());
    pair(columns, "time", time(tip.at("time")));
    pair(columns, "block", tip.at("block").text());
    pair(columns, "history", "since height " + tip.at("historySince").text() + read(tip));
    Json rules = tip.at("rules");
    pair(columns, "fee", "%s for each byte".formatted(Coins.of(rules.at("feePerByte").text())));
    Json validator = tip.at("validator");
    if (!validator.isNull()) {
      pair(columns, "validator", validator.at("key").text());
      pair(
          columns,
          "votes",
          "%s of %s, round %s"
              .formatted(
                  validator.at("power").text(),
                  validator.at("totalPower").text(),
                  validator.at("round").text()));
      pair(columns, "waiting", validator.at("waiting").text());
      pair(columns, "peers", validator.at("peers").text());
    }
    return columns.lines(colours);
  }

  private static String read(Json tip) {
    return tip.at("historyRead").number() < tip.at("height").number()
        ? ", read up to " + tip.at("historyRead").text()
        : "";
  }

  static List<String> block(Json block, boolean colours) {
    Columns columns = Columns.plain(2);
    pair(columns, "height", block.at("height").text());
    pair(columns, "id", block.at("id").text());
    pair(columns, "time", time(block.at("time")));
    pair(columns, "parent", block.at("parent").text());
    pair(columns, "proposer", block.at("proposer").text());
    pair(columns, "round", block.at("round").text());
    pair(columns, "entries", block.at("entries").text());
    List<String> lines = new ArrayList<>(columns.lines(colours));
    List<Json> entries = block.at("transactions").items();
    if (!entries.isEmpty()) {
      Columns rows = Columns.headed("TRANSACTION", ">PAID", ">FEE");
      for (Json entry : entries) {
        rows.row(
            Cell.of(entry.at("id").text()),
            Cell.of(Coins.of(entry.at("paid").text())),
            Cell.of(Coins.of(entry.at("fee").text())));
      }
      lines.addAll(rows.lines(colours));
    }
    return more(lines, block.at("next"));
  }

  private static List<String> more(List<String> lines, Json next) {
    if (!next.isNull()) {
      lines.add("more with --page " + next.text());
    }
    return lines;
  }

  static List<String> entry(Json told, boolean colours) {
    Columns columns = Columns.plain(2);
    Json entry = told.at("entry");
    pair(columns, "id", told.at("id").text());
    columns.row(Cell.label("status"), Cell.status(told.at("status").text()));
    if (!told.at("height").isNull()) {
      pair(
          columns,
          "height",
          "%s, %s blocks ago"
              .formatted(told.at("height").text(), told.at("confirmations").number() - 1));
      pair(columns, "block", told.at("block").text());
      pair(columns, "time", time(told.at("time")));
    }
    pair(columns, "fee", Coins.of(entry.at("fee").text()));
    pair(columns, "bond", entry.at("bond").text());
    pair(columns, "order", entry.at("order").at("kind").text());
    List<String> lines = new ArrayList<>(columns.lines(colours));
    lines.addAll(outputs(entry, colours));
    return lines;
  }

  private static List<String> outputs(Json entry, boolean colours) {
    Columns rows = Columns.headed(">COINS", ">STAKE", "TO");
    for (Json output : entry.at("coinoutputs").items()) {
      rows.row(
          Cell.of(Coins.of(output.at("value").text())),
          Cell.of(""),
          Cell.of(whom(output.at("condition"))));
    }
    for (Json output : entry.at("blockstakeoutputs").items()) {
      rows.row(
          Cell.of(""), Cell.of(output.at("value").text()), Cell.of(whom(output.at("condition"))));
    }
    return rows.lines(colours);
  }

  /** A condition in few words. */
  public static String whom(Json condition) {
    Json data = condition.at("data");
    return switch ((int) condition.at("type").number()) {
      case 0 -> "anybody";
      case 1 -> data.at("unlockhash").text();
      case 2 -> "a swap with " + data.at("receiver").text();
      case 3 ->
          "%s, locked until %s".formatted(whom(data.at("condition")), data.at("locktime").text());
      case 4 ->
          "%s of %d"
              .formatted(
                  data.at("minimumsignaturecount").text(), data.at("unlockhashes").items().size());
      default -> "a condition of kind " + condition.at("type").text();
    };
  }

  static List<String> holder(Json told, boolean colours) {
    List<String> lines = new ArrayList<>();
    Json balance = told.at("balance");
    if (!balance.isNull()) {
      Columns columns = Columns.plain(2);
      pair(columns, "address", told.at("address").text());
      pair(columns, "coins", Coins.of(balance.at("coins").text()));
      pair(columns, "spendable", Coins.of(balance.at("spendable").text()));
      pair(columns, "stake", balance.at("stake").text());
      lines.addAll(columns.lines(colours));
    }
    lines.addAll(unspent(told, colours));
    List<Json> history = told.at("history").items();
    if (!history.isEmpty()) {
      lines.addAll(history(history, colours));
    }
    more(lines, told.at("nextCoins"));
    more(lines, told.at("nextStake"));
    return more(lines, told.at("nextHistory"));
  }

  private static List<String> unspent(Json told, boolean colours) {
    Columns rows = Columns.headed("UNSPENT", ">COINS", ">STAKE", ">MATURES", "TO");
    for (Json coin : told.at("coins").items()) {
      rows.row(
          Cell.of(coin.at("id").text()),
          Cell.of(Coins.of(coin.at("value").text())),
          Cell.of(""),
          Cell.of(coin.at("matures").text()),
          Cell.of(coin.at("spendable").isTrue() ? "" : whom(coin.at("condition"))));
    }
    for (Json stake : told.at("stake").items()) {
      rows.row(
          Cell.of(stake.at("id").text()),
          Cell.of(""),
          Cell.of(stake.at("value").text()),
          Cell.of(stake.at("matures").text()),
          Cell.of(stake.at("bond").text()));
    }
    List<String> lines = rows.lines(colours);
    return lines.size() > 1 ? lines : List.of();
  }

  /** Lines of a history, of one address or of several. */
  public static List<String> history(List<Json> history, boolean colours) {
    Columns rows = Columns.headed(">HEIGHT", "TIME", ">COINS", ">STAKE", "TRANSACTION");
    for (Json line : history) {
      String by = line.at("transaction").text();
      rows.row(
          Cell.of(line.at("height").text()),
          Cell.of(time(line.at("time"))),
          Cell.of(net(line, "coins", Coins::of) + (isWhole(line) ? "" : "?")),
          Cell.of(net(line, "stake", units -> Long.toString(units))),
          Cell.of(by.isEmpty() ? "payout" : by));
    }
    return rows.lines(colours);
  }

  /** What was spent of outputs of before the history began is not known. */
  private static boolean isWhole(Json line) {
    return line.at("whole").isNull() || line.at("whole").isTrue();
  }

  private static String net(Json line, String of, LongFunction<String> said) {
    long net = units(line.at(of + "In")) - units(line.at(of + "Out"));
    return net == 0 ? "" : net > 0 ? "+" + said.apply(net) : said.apply(net);
  }

  /** Units as the API writes them. */
  public static long units(Json text) {
    try {
      return text.text().isEmpty() ? 0 : Long.parseLong(text.text());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  static List<String> validators(Json told, boolean colours) {
    Columns rows =
        Columns.headed("VALIDATOR", ">STAKE", ">POWER", ">COMMISSION", "STANDING", ">UNTIL");
    for (Json each : told.at("validators").items()) {
      rows.row(
          Cell.of(each.at("key").text()),
          Cell.of(each.at("bonded").text()),
          Cell.of(each.at("power").text()),
          Cell.of(percent(each.at("commission").number())),
          Cell.status(each.at("standing").text()),
          Cell.of(each.at("frozenUntil").text()));
    }
    List<String> lines = new ArrayList<>();
    Json epoch = told.at("epoch");
    if (!epoch.isNull()) {
      lines.add(
          "epoch %s since height %s, %s vote with a power of %s"
              .formatted(
                  epoch.at("number").text(),
                  epoch.at("first").text(),
                  epoch.at("validators").text(),
                  epoch.at("power").text()));
    }
    lines.addAll(rows.lines(colours));
    return more(lines, told.at("next"));
  }

  /** Of parts of 10,000. */
  private static String percent(long parts) {
    return "%d.%02d %%".formatted(parts / 100, parts % 100);
  }

  static List<String> supply(Json told, boolean colours) {
    Columns columns = Columns.plain(2);
    pair(columns, "height", told.at("height").text());
    pair(columns, "coins", Coins.of(told.at("coins").text()));
    pair(columns, "unspent", Coins.of(told.at("unspent").text()));
    pair(columns, "kept", Coins.of(told.at("kept").text()) + " for validators and their stake");
    pair(columns, "stake", told.at("stake").text());
    return columns.lines(colours);
  }
}
