package rhizome.cli.wallet;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.key.PublicKey;

/** Bonds stake to a validator. */
@Command(
    name = "delegate",
    description = {
      "Bond stake to a validator: it votes with it, and shares what it earns.",
      "Takes all of the wallet that is bonded to nobody, or that --from names."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Delegate implements Callable<Integer> {

  @Parameters(
      paramLabel = "VALIDATOR",
      converter = Given.OfKey.class,
      description = "Its key, as 'rhizome ledger validators' shows it.")
  private PublicKey validator;

  @Option(
      names = "--from",
      paramLabel = "VALIDATOR",
      converter = Given.OfKey.class,
      description = "Take what is bonded to this one.")
  private @Nullable PublicKey from;

  @Mixin private UnsignedOptions options;

  private final Terminal terminal;

  Delegate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<PublicKey> before = Optional.ofNullable(from);
    int fee = options.writing().fee();
    return options.send(
        terminal,
        "bond stake to " + validator,
        scan -> scan.wallet().bond(scan.stakes(before), Optional.of(validator), fee));
  }
}
