package rhizome.cli.cassandra;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.terminal.AnswerOptions;

/** What the commands about a Cassandra of our own have in common. */
final class ServerOptions extends AnswerOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Its folder (default: cassandra in $RHIZOME_DATA,",
        "or else ~/.rhizome/cassandra)."
      })
  private @Nullable Path data;

  Path data() {
    Path folder = data;
    if (folder == null) {
      String grid = System.getenv().getOrDefault("RHIZOME_DATA", "");
      Path home = Path.of(System.getProperty("user.home"), ".rhizome");
      folder = (grid.isEmpty() ? home : Path.of(grid)).resolve("cassandra");
    }
    return folder.toAbsolutePath().normalize();
  }
}
