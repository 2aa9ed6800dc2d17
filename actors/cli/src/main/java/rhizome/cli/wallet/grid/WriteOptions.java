package rhizome.cli.wallet.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Owner;
import rhizome.cli.wallet.file.PaperFile;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.ledger.address.Address;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.Refusal;

/** What every word understands that writes an entry of a wallet. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public final class WriteOptions {

  private static final int FEE_MIN = 100;

  @Option(
      names = "--fee",
      paramLabel = "PERCENT",
      defaultValue = "120",
      description = "Of the least that the rules ask for (default: ${DEFAULT-VALUE}).")
  private int fee;

  @Mixin private WalletPlace place;

  /** How a grid is looked at before anything is written. */
  @FunctionalInterface
  public interface Look {
    Scan at(GridClient grid, Owner owner);
  }

  /** Percent of the least. */
  public int fee() {
    if (fee < FEE_MIN) {
      throw new Trouble(ExitCode.USAGE, "a fee of %d %% is below the least".formatted(fee));
    }
    return fee;
  }

  public WalletPlace place() {
    return place;
  }

  /** What is asked of whoever spends what is paid to an address. */
  public Condition condition(Address address) {
    return address.type() == Address.KEY
        ? new Condition.ToAddress(address)
        : place
            .watched(address)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.FAILED,
                        "who has to sign for %s is not known here".formatted(address),
                        "'rhizome wallet multisig address --of ... --need ... --watch' tells it"))
            .condition();
  }

  /** A paper, signed as far as the wallet can. */
  public Paper write(Terminal terminal, GridClient grid, Look look, Function<Scan, Built> written) {
    fee();
    Scan scan = look.at(grid, place.owner(terminal));
    return switch (written.apply(scan)) {
      case Built.Ready(var paper) -> paper;
      case Built.Refused(var why, long missing) -> throw refused(why, missing);
    };
  }

  /** Has a paper lie where others sign it. */
  public static void keep(Terminal terminal, AnswerOptions options, PaperFile file, Paper paper) {
    file.writeNew(terminal, paper);
    if (file.isPipe()) {
      return;
    }
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("file", file.name());
    told.put("id", paper.entry().id().toString());
    told.put("fee", Coins.of(paper.entry().content().fee()));
    options.answer(
        terminal,
        Json.of(told),
        () ->
            List.of(
                "paper    %s, with a fee of %s".formatted(file.name(), told.get("fee")),
                "next     rhizome wallet sign " + file.name()));
  }

  private static Trouble refused(Refusal why, long missing) {
    return switch (why) {
      case NOT_ENOUGH ->
          failed(
              "%s coins are missing, the fee among them".formatted(Coins.of(missing)),
              "'rhizome wallet balance' shows what is spendable, and when more will be");
      case TOO_MANY_COINS ->
          failed(
              "it would take more coins than one transaction may have",
              "pay in parts, or pay oneself first to have fewer coins");
      case TOO_LARGE -> failed("the note is longer, or more moves, than the rules allow", "");
      case DUST -> failed("the amount is no more than what the rules call dust", "");
      case NO_STAKE ->
          failed(
              "there is no such stake that can be moved now",
              "'rhizome wallet stake' shows what is bonded to whom, and when it matures");
      case NOT_OURS ->
          failed("this wallet has not the key of the party whose turn it would be", "");
      case WRONG_SECRET -> failed("that is not the secret whose hash the swap names", "");
      case TOO_EARLY ->
          failed(
              "until its time is over only its receiver can have it, with the secret",
              "'rhizome wallet swap audit' shows when that is");
      case NOTHING_TO_SWEEP -> failed("the wallet writes no entry: " + why, "");
    };
  }

  private static Trouble failed(String why, String remedy) {
    return new Trouble(ExitCode.FAILED, why, remedy);
  }
}
