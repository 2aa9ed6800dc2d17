package rhizome.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import rhizome.cli.client.GridClient;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;

/** What every command that asks a grid understands. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public final class GridOptions {

  static final String DATA_DEFAULT = "${env:RHIZOME_DATA:-${sys:user.home}/.rhizome}";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DATA_DEFAULT,
      description = "Data folder of the grid (default: $RHIZOME_DATA, or else ~/.rhizome).")
  private Path data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  Format format;

  /** The data folder, absolute. */
  public Path data() {
    return data.toAbsolutePath().normalize();
  }

  /** The grid that runs on it. */
  public GridClient grid() {
    return GridClient.of(data());
  }

  /** Answers in the form that was asked for. */
  public void answer(Terminal terminal, Json json, Supplier<List<String>> table) {
    if (format == Format.TABLE) {
      terminal.sayAll(table.get());
    } else {
      terminal.out().print(format.write(json));
      terminal.out().flush();
    }
  }
}
