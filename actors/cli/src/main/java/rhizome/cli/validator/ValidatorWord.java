package rhizome.cli.validator;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** A validator of this machine. */
@Command(
    name = "validator",
    description = "Make a validator's key, found a chain with others, join one, and leave it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ValidatorWord implements Runnable {

  @Spec private CommandSpec spec;

  private ValidatorWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new ValidatorWord())
        .addSubcommand("init", new Init(terminal))
        .addSubcommand("found", new Found(terminal))
        .addSubcommand("adopt", new Adopt(terminal))
        .addSubcommand("join", new JoinChain(terminal))
        .addSubcommand("status", new ShowStatus(terminal))
        .addSubcommand("unbond", new Unbond(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do is missing: init, found, adopt, join, status or unbond");
  }
}
