package rhizome.cli.wallet.swap;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.ledger.OfHash;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.Scan;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.address.Address;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.wallet.Watched;

/** Takes what was offered. */
@Command(
    name = "redeem",
    description = {
      "Take what a swap offers to this wallet, with its secret.",
      "Whoever reads the block that has it knows the secret then."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Redeem implements Callable<Integer> {

  @Parameters(
      paramLabel = "SWAP",
      converter = Given.OfSwap.class,
      description = "Its address, as 'wallet swap offer' shows it.")
  private Address swap;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      converter = OfHash.class,
      description =
          "64 hexadecimal digits (default: what is kept beside the wallet); with --unsigned whoever"
              + " signs may say it instead.")
  private @Nullable Hash given;

  @Mixin private UnsignedOptions options;

  private final Terminal terminal;

  Redeem(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Hash> secret = Optional.ofNullable(given).or(this::kept);
    if (secret.isEmpty() && !options.isUnsigned()) {
      throw unknown();
    }
    int fee = options.writing().fee();
    return options.send(
        terminal,
        "take what is under " + swap,
        (grid, owner) -> Scan.under(grid, owner, swap),
        scan -> scan.wallet().claim(Offered.coin(scan), secret, fee));
  }

  private Optional<Hash> kept() {
    return options.writing().place().watched(swap).flatMap(Watched::secret);
  }

  private static Trouble unknown() {
    return new Trouble(
        ExitCode.USAGE,
        "its secret is not kept beside this wallet",
        "--secret says it; 'rhizome wallet swap audit' shows one with which it was taken");
  }
}
