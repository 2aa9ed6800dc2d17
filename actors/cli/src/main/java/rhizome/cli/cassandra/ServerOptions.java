package rhizome.cli.cassandra;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Format;
import rhizome.cli.terminal.Terminal;

/** What the commands about a Cassandra of our own have in common. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
final class ServerOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Its folder (default: cassandra in $RHIZOME_DATA,",
        "or else ~/.rhizome/cassandra)."
      })
  private @Nullable Path data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  private Format format;

  Path data() {
    Path folder = data;
    if (folder == null) {
      String grid = System.getenv().getOrDefault("RHIZOME_DATA", "");
      Path home = Path.of(System.getProperty("user.home"), ".rhizome");
      folder = (grid.isEmpty() ? home : Path.of(grid)).resolve("cassandra");
    }
    return folder.toAbsolutePath().normalize();
  }

  void answer(Terminal terminal, Json json, Supplier<List<String>> lines) {
    if (format == Format.TABLE) {
      terminal.sayAll(lines.get());
    } else {
      terminal.out().print(format.write(json));
      terminal.out().flush();
    }
  }
}
