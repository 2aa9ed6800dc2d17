package rhizome.cli.machine;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** The power of machines, by hand. */
@Command(name = "power", description = "Power the machine of a node down, or up.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Power implements Runnable {

  @Spec private CommandSpec spec;

  private Power() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new Power())
        .addSubcommand("down", new PowerDown(terminal))
        .addSubcommand("up", new PowerUp(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: down or up");
  }
}
