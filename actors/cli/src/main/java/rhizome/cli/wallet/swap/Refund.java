package rhizome.cli.wallet.swap;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.Scan;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.address.Address;

/** Takes back what nobody took. */
@Command(
    name = "refund",
    description = "Take back what this wallet offered in a swap, once its time is over.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Refund implements Callable<Integer> {

  @Parameters(
      paramLabel = "SWAP",
      converter = Given.OfSwap.class,
      description = "Its address, as 'wallet swap offer' shows it.")
  private Address swap;

  @Mixin private UnsignedOptions options;

  private final Terminal terminal;

  Refund(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int fee = options.writing().fee();
    return options.send(
        terminal,
        "take back what is under " + swap,
        (grid, owner) -> Scan.under(grid, owner, swap),
        scan -> scan.wallet().refund(Offered.coin(scan), fee));
  }
}
