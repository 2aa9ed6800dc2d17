package rhizome.cli.wallet.shared;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** Coins that take several signatures. */
@Command(name = "multisig", description = "Hold coins together, and pay with several signatures.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class MultisigWord implements Runnable {

  @Spec private CommandSpec spec;

  private MultisigWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new MultisigWord())
        .addSubcommand("address", new ShowShared(terminal))
        .addSubcommand("send", new SendShared(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: address or send");
  }
}
