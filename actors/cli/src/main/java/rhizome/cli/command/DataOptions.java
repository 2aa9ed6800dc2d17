package rhizome.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import rhizome.cli.terminal.AnswerOptions;

/** What every command that has to do with a data folder understands. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public class DataOptions extends AnswerOptions {

  static final String DATA_DEFAULT = "${env:RHIZOME_DATA:-${sys:user.home}/.rhizome}";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DATA_DEFAULT,
      description = "Data folder of the grid (default: $RHIZOME_DATA, or else ~/.rhizome).")
  private Path data;

  /** The data folder, absolute. */
  public final Path data() {
    return data.toAbsolutePath().normalize();
  }
}
