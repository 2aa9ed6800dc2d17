package rhizome.cli.wallet.swap;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** Coins for a secret. */
@Command(
    name = "swap",
    description = "Offer coins for a secret, look at an offer, and take it or take it back.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SwapWord implements Runnable {

  @Spec private CommandSpec spec;

  private SwapWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new SwapWord())
        .addSubcommand("offer", new Offer(terminal))
        .addSubcommand("audit", new Audit(terminal))
        .addSubcommand("redeem", new Redeem(terminal))
        .addSubcommand("refund", new Refund(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do is missing: offer, audit, redeem or refund");
  }
}
