package rhizome.cli.secret;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** The secrets of the nodes of one data folder. */
@Command(
    name = "secret",
    description = "Set, list and remove the secrets of the nodes that have this data folder.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SecretWord implements Runnable {

  /** Something done to a vault. */
  @FunctionalInterface
  interface Deed<T> {
    T apply() throws IOException;
  }

  @Spec private CommandSpec spec;

  private SecretWord() {}

  /** The command with its own words. */
  public static CommandLine tree(Terminal terminal) {
    return new CommandLine(new SecretWord())
        .addSubcommand("set", new SetSecret(terminal))
        .addSubcommand("list", new ListSecrets(terminal))
        .addSubcommand("remove", new RemoveSecret(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: set, list or remove");
  }

  /** With what goes wrong as an operator is told it. */
  static <T> T attempt(Deed<T> deed) {
    try {
      return deed.apply();
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "the secrets cannot be reached: " + e.getMessage());
    }
  }
}
