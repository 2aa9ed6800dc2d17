package rhizome.cli.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.client.FarGrid;
import rhizome.cli.client.GridClient;
import rhizome.cli.client.GridFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/** What every command that asks a grid understands. */
public final class GridOptions extends DataOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Of the API of a grid on another machine, as https://n1.example:7717.")
  private @Nullable URI url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The operator.token of the grid at --url.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description = "Own key and certificate, for https (default: tls in the data folder).")
  private @Nullable Path credentials;

  public GridClient grid() {
    Optional<Path> own = Optional.ofNullable(credentials).or(() -> GridClient.credentials(data()));
    if (url == null) {
      if (tokenFile != null) {
        throw new Trouble(ExitCode.USAGE, "--token-file goes with --url");
      }
      return GridClient.of(data(), own);
    }
    if (tokenFile == null) {
      throw new Trouble(
          ExitCode.USAGE,
          "--url needs --token-file",
          "copy operator.token from the data folder of that grid, and chmod 600 it");
    }
    return GridClient.of(new FarGrid(url, tokenFile), own);
  }

  /** What the data folder says of the grid, unless that is on another machine. */
  Optional<GridFile> file() {
    return url == null ? GridFile.read(data()) : Optional.empty();
  }
}
