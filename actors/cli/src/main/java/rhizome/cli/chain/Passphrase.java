package rhizome.cli.chain;

import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import rhizome.cli.command.PassphraseFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;

/** A passphrase from a file, or from whoever sits there. */
public final class Passphrase {

  private Passphrase() {}

  /**
   * @param file that has it, if one was named
   * @param option by which one is named, such as {@code --passphrase-file}
   * @param of what it opens
   * @param isNew asks twice
   */
  @SuppressWarnings("SystemConsoleNull") // of the JDK's own provider it is null off a terminal
  public static String of(
      Optional<Path> file, String option, Terminal terminal, Path of, boolean isNew) {
    if (file.isPresent()) {
      return PassphraseFile.read(file.get());
    }
    Console console = System.console();
    if (!terminal.live() || console == null) {
      throw new Trouble(
          ExitCode.USAGE,
          "nobody sits here to be asked for the passphrase",
          option + " names a file that has it");
    }
    char[] said = console.readPassword("passphrase of %s: ", of);
    if (said == null || said.length == 0) {
      throw new Trouble(ExitCode.USAGE, "an empty passphrase keeps nothing");
    }
    if (isNew && !Arrays.equals(said, console.readPassword("once more: "))) {
      throw new Trouble(ExitCode.USAGE, "these are two passphrases");
    }
    return String.valueOf(said);
  }
}
