package rhizome.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.key.PublicKey;

/** Takes stake back from a validator. */
@Command(
    name = "undelegate",
    description = {
      "Take stake back from a validator, with what it earned.",
      "It answers on for its votes, and cannot be moved until it matures."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Undelegate implements Callable<Integer> {

  @Parameters(
      paramLabel = "VALIDATOR",
      converter = Given.OfKey.class,
      description = "Its key, as 'rhizome ledger validators' shows it.")
  private PublicKey validator;

  @Mixin private UnsignedOptions options;

  private final Terminal terminal;

  Undelegate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    int fee = options.writing().fee();
    return options.send(
        terminal,
        "take stake back from " + validator,
        scan -> scan.wallet().bond(scan.stakes(Optional.of(validator)), Optional.empty(), fee));
  }
}
