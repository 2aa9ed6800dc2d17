package rhizome.cli.wallet;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.paper.Sign;
import rhizome.cli.wallet.paper.Submit;
import rhizome.cli.wallet.shared.MultisigWord;
import rhizome.cli.wallet.swap.SwapWord;

/** Somebody's keys. */
@Command(
    name = "wallet",
    description = "Make a wallet, recover it, show what it holds, and pay from it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class WalletWord implements Runnable {

  @Spec private CommandSpec spec;

  private WalletWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new WalletWord())
        .addSubcommand("create", new Create(terminal))
        .addSubcommand("recover", new Recover(terminal))
        .addSubcommand("address", new ShowAddresses(terminal))
        .addSubcommand("words", new ShowWords(terminal))
        .addSubcommand("balance", new ShowBalance(terminal))
        .addSubcommand("send", new Send(terminal))
        .addSubcommand("history", new ShowHistory(terminal))
        .addSubcommand("delegate", new Delegate(terminal))
        .addSubcommand("undelegate", new Undelegate(terminal))
        .addSubcommand("stake", new ShowStake(terminal))
        .addSubcommand("sign", new Sign(terminal))
        .addSubcommand("submit", new Submit(terminal))
        .addSubcommand("multisig", MultisigWord.tree(terminal))
        .addSubcommand("swap", SwapWord.tree(terminal))
        .addSubcommand("export", new Export(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what to do is missing: create, recover, address, words, balance, send, history, delegate,"
            + " undelegate, stake, sign, submit, multisig, swap or export");
  }
}
