package rhizome.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** What is known of ledgers. */
@Command(name = "ledger", description = "Look into the grid's ledger, and check chains of blocks.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class LedgerWord implements Runnable {

  @Spec private CommandSpec spec;

  private LedgerWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new LedgerWord())
        .addSubcommand("status", new ShowTip(terminal))
        .addSubcommand("block", new ShowBlock(terminal))
        .addSubcommand("tx", new ShowEntry(terminal))
        .addSubcommand("address", new ShowHolder(terminal))
        .addSubcommand("validators", new ShowValidators(terminal))
        .addSubcommand("supply", new ShowSupply(terminal))
        .addSubcommand("events", new FollowBlocks(terminal))
        .addSubcommand("verify", new Verify(terminal))
        .addSubcommand("verify-pobs", new VerifyPobs(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what to do is missing: status, block, tx, address, validators, supply, events, verify or"
            + " verify-pobs");
  }
}
