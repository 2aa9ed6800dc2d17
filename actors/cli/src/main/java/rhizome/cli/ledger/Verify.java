package rhizome.cli.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ConstitutionFile;
import rhizome.cli.client.GridClient;
import rhizome.cli.command.Amount;
import rhizome.cli.command.GridOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.LightClient.Wanted;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.header.Item;
import rhizome.ledger.light.Claim;
import rhizome.ledger.light.Link;
import rhizome.ledger.light.Signatures;
import rhizome.ledger.light.Trust;
import rhizome.ledger.replica.Limits;

/** Believes what a grid says of its ledger only as far as its validators signed for it. */
@Command(
    name = "verify",
    description = {
      "Check the last block, a transaction or an output, and take no word of the grid for it.",
      "From how the chain begins, or from a header that you trust, it walks to the one in question",
      "by what validators have signed, and follows the proof from there. Ends with 1 at a doubt."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Verify implements Callable<Integer> {

  /** One thing that is to be shown. */
  static final class What {
    @Option(
        names = "--tx",
        paramLabel = "ID",
        converter = OfHash.class,
        description = "That a block has this transaction.")
    private @Nullable Hash transaction;

    @Option(
        names = "--coin",
        paramLabel = "ID",
        converter = OfHash.class,
        description = "Whether this output of coins is unspent.")
    private @Nullable Hash coin;

    @Option(
        names = "--stake",
        paramLabel = "ID",
        converter = OfHash.class,
        description = "The same of an output of stake.")
    private @Nullable Hash stake;

    private Wanted wanted() {
      if (transaction != null) {
        return Wanted.transaction(transaction);
      }
      return coin != null ? Wanted.coin(coin) : Wanted.stake(Objects.requireNonNull(stake));
    }
  }

  /** A header that is trusted. */
  record Named(long height, Hash header) {

    @Override
    public String toString() {
      return height + ":" + header;
    }

    /** As it is written and shown. */
    static final class Given implements ITypeConverter<Named> {
      @Override
      public Named convert(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 2 || !parts[0].matches("[1-9][0-9]{0,17}")) {
          throw new TypeConversionException(
              "'%s' is no HEIGHT:ID, as 'rhizome ledger verify' shows one".formatted(text));
        }
        return new Named(Long.parseLong(parts[0]), new OfHash().convert(parts[1]));
      }
    }
  }

  @ArgGroup private @Nullable What what;

  @Option(
      names = "--chain",
      paramLabel = "FILE",
      description = "How the chain begins (default: ledger/chain.json in the data folder).")
  private @Nullable Path chain;

  @Option(
      names = "--header",
      paramLabel = "HEIGHT:ID",
      converter = Named.Given.class,
      description = "A header to begin at that you trust, as an earlier run has shown it.")
  private @Nullable Named header;

  @Option(
      names = "--period",
      paramLabel = "TIME",
      converter = Amount.OfTime.class,
      defaultValue = "168h",
      description = {
        "So old a header may be that is trusted: no more than stake stays bound, for who is free",
        "can sign anything (default: ${DEFAULT-VALUE})."
      })
  private Duration period;

  @Mixin private GridOptions options;

  private final Terminal terminal;

  Verify(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    GridClient grid = options.grid();
    var terms =
        new Trust.Terms(
            System.currentTimeMillis(),
            period.toMillis(),
            Limits.USUAL.aheadMax(),
            Signatures.ED25519);
    LightClient client = new LightClient(grid::get, terms);
    Trust from = header == null ? beginning() : client.trusted(header.height(), header.header());
    Optional<LightClient.Shown> shown =
        Optional.ofNullable(what).map(it -> client.shown(it.wanted()));
    Link goal = shown.map(it -> client.link(it.height())).orElseGet(client::last);
    client.walk(from, goal);
    shown.ifPresent(it -> LightClient.check(it.claim(), goal));
    Json told = told(from, goal, client.asked(), shown.map(LightClient.Shown::claim));
    options.answer(terminal, told, () -> lines(told));
    return ExitCode.OK.code();
  }

  private Trust beginning() {
    Path file = chain == null ? ChainFolder.in(options.data()).constitution() : chain;
    return Trust.of(new ConstitutionFile(file).read().genesis());
  }

  private static Json told(Trust from, Link goal, int asked, Optional<Claim> claim) {
    var voters = goal.validators();
    long power =
        goal.certificate().numbers().stream().mapToLong(it -> voters.get(it).power()).sum();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("chain", from.chain().hex());
    told.put("from", from.height());
    told.put("asked", asked);
    told.put("height", goal.header().height());
    told.put("time", goal.header().time());
    told.put("header", goal.header().id().hex());
    told.put("power", power);
    told.put("totalPower", voters.total());
    claim.ifPresent(it -> told.put("shown", told(it)));
    return Json.of(told);
  }

  private static Json told(Claim claim) {
    return switch (claim) {
      case Claim.Contains(var entry, _) ->
          Json.object("transaction", entry.id().toString()).with("final", true);
      case Claim.Holds(Item.Coin(var id, var unspent), _) ->
          Json.object("coin", id.toString())
              .with("unspent", true)
              .with("value", Long.toString(unspent.holding().units()));
      case Claim.Holds(Item.Stake(var id, var unspent), _) ->
          Json.object("stake", id.toString())
              .with("unspent", true)
              .with("value", Long.toString(unspent.holding().units()));
      case Claim.Holds(var item, _) -> Json.object("item", item.toString());
      case Claim.Lacks(var kind, var name, _) ->
          Json.object(kind == Item.Kind.STAKE ? "stake" : "coin", name.hex())
              .with("unspent", false);
    };
  }

  private List<String> lines(Json told) {
    Columns columns = Columns.plain(2);
    long from = told.at("from").number();
    row(columns, "chain", told.at("chain").text());
    row(columns, "from", from == 0 ? "the beginning" : "height " + from);
    row(columns, "asked", told.at("asked").text() + " headers");
    row(columns, "header", new Named(told.at("height").number(), hash(told)).toString());
    row(columns, "time", Sheets.time(told.at("time")));
    row(
        columns,
        "signed",
        "%s of %s of the stake".formatted(told.at("power").text(), told.at("totalPower").text()));
    row(columns, "shown", sentence(told.at("shown")));
    return columns.lines(terminal.colours());
  }

  private static Hash hash(Json told) {
    return Hash.ofHex(told.at("header").text());
  }

  private static void row(Columns columns, String label, String value) {
    columns.row(Cell.label(label), Cell.of(value));
  }

  private static String sentence(Json shown) {
    if (shown.isNull()) {
      return "this header is of the chain, and final";
    }
    if (!shown.at("transaction").isNull()) {
      return "the transaction is in this block, and final";
    }
    if (!shown.at("unspent").isTrue()) {
      return "no such output is unspent after this block";
    }
    return shown.at("coin").isNull()
        ? "the output is unspent after this block: %s of stake".formatted(shown.at("value").text())
        : "the output is unspent after this block: %s coins"
            .formatted(Coins.of(shown.at("value").text()));
  }
}
