package rhizome.cli.command;

import java.io.IOException;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** Nothing is changed before somebody said yes. */
public final class Consent {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /** Whether somebody will be asked. */
  boolean asks(Terminal terminal) {
    return !yes && terminal.live();
  }

  /** Asks on a terminal; elsewhere the consent must stand in the command. */
  public void ask(Terminal terminal, String question) throws IOException {
    if (yes) {
      return;
    }
    if (!terminal.live()) {
      throw new Trouble(
          ExitCode.USAGE,
          "nobody is here to be asked: " + question,
          "say yes in advance with --yes");
    }
    if (!terminal.confirm(question)) {
      throw new Trouble(ExitCode.FAILED, "not confirmed; nothing was changed");
    }
  }
}
