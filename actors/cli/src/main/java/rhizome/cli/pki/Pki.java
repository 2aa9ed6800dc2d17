package rhizome.cli.pki;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** Keys and certificates. */
@Command(
    name = "pki",
    description = "Make an authority, issue certificates to members, agents and operators.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Pki implements Runnable {

  @Spec private CommandSpec spec;

  private Pki() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new Pki())
        .addSubcommand("init", new Init(terminal))
        .addSubcommand("issue", new Issue(terminal))
        .addSubcommand("show", new Show(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: init, issue or show");
  }
}
