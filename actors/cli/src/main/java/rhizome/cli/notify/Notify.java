package rhizome.cli.notify;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.terminal.Terminal;

/** What the grid tells people without being asked. */
@Command(
    name = "notify",
    description = "Show what people are told and what did not reach them, or try it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Notify implements Runnable {

  @Spec private CommandSpec spec;

  private Notify() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new Notify())
        .addSubcommand("list", new ListNotices(terminal))
        .addSubcommand("test", new TestNotices(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: list or test");
  }
}
