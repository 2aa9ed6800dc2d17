package rhizome.cli.validator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;

/** Says how the validator of this host is. */
@Command(
    name = "status",
    description = "Show how the validator of this host is, on the ledger and by itself.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowStatus implements Callable<Integer> {

  /** With fewer turns than one of so many of its chain it should name the next. */
  private static final int FEW = 10;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "Of the key's file in ledger/keys, where there are several.")
  private @Nullable String name;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  ShowStatus(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    OwnKey key = OwnKey.in(options.data(), Optional.ofNullable(name));
    Place place = Place.of(options.grid(), key.key());
    Json told = json(key, place);
    options.answer(terminal, told, () -> lines(told, key.settings().beaconLength()));
    return ExitCode.OK.code();
  }

  private static Json json(OwnKey key, Place place) {
    Json row = place.row().orElse(new Json.Null());
    Json answers = place.tip().at("validator");
    boolean isOwn = answers.at("key").text().equals(key.key().toString());
    Json own = isOwn ? answers : new Json.Null();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("key", key.key().toString());
    told.put("chain", place.tip().at("chain"));
    told.put("standing", place.standing());
    told.put("frozenUntil", row.at("frozenUntil"));
    told.put("bonded", row.at("bonded"));
    told.put("power", row.at("power"));
    told.put("totalPower", place.epoch().at("power"));
    told.put("commission", row.at("commission"));
    told.put("payout", row.at("payout"));
    told.put("height", place.height());
    told.put("ownHeight", own.at("height"));
    told.put("heard", own.at("heard"));
    told.put("peers", own.at("peers"));
    told.put("turnsLeft", own.at("turnsLeft"));
    return Json.of(told);
  }

  private List<String> lines(Json told, int beaconLength) {
    Columns columns = Columns.plain(2);
    row(columns, "validator", told.at("key").text());
    row(columns, "chain", told.at("chain").text());
    columns.row(Cell.label("standing"), Cell.status(standing(told)));
    if (!told.at("bonded").isNull()) {
      row(columns, "stake", told.at("bonded").text());
      row(columns, "power", told.at("power").text() + " of " + told.at("totalPower").text());
      row(columns, "commission", Given.percent(told.at("commission").number()));
    }
    row(columns, "height", height(told));
    if (!told.at("turnsLeft").isNull()) {
      row(columns, "turns left", turns(told.at("turnsLeft").number(), beaconLength));
    }
    return columns.lines(terminal.colours());
  }

  private static void row(Columns columns, String label, String value) {
    columns.row(Cell.label(label), Cell.of(value));
  }

  private static String standing(Json told) {
    String standing = told.at("standing").text();
    return switch (standing) {
      case "none" -> "not enrolled";
      case "frozen" -> "frozen until height " + told.at("frozenUntil").text();
      default -> standing;
    };
  }

  private static String height(Json told) {
    if (told.at("ownHeight").isNull()) {
      return told.at("height").text() + ", as another validator says: this one does not answer";
    }
    long own = told.at("ownHeight").number();
    long behind = told.at("heard").number() - own;
    return behind > 0
        ? "%d, and peers say they are at %d".formatted(own, told.at("heard").number())
        : "%d, as far as its %s peers".formatted(own, told.at("peers").text());
  }

  private static String turns(long left, int beaconLength) {
    return left < beaconLength / FEW
        ? left + ", which are few: rhizome validator join --renew"
        : Long.toString(left);
  }
}
