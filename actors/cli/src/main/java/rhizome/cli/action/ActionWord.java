package rhizome.cli.action;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** Commands that run beside workloads. */
@Command(name = "action", description = "Run the actions of a blueprint, watch and cancel them.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ActionWord implements Runnable {

  @Spec private CommandSpec spec;

  private ActionWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new ActionWord())
        .addSubcommand("run", new Begin(terminal))
        .addSubcommand("list", new ListRuns(terminal))
        .addSubcommand("show", new Show(terminal))
        .addSubcommand("cancel", new Cancel(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do is missing: run, list, show or cancel");
  }
}
