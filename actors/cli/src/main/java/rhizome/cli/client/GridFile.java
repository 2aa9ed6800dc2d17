package rhizome.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/**
 * How a grid is found: the file {@code grid.json} in its data folder, there while the grid runs.
 *
 * @param url of the API, without a path
 * @param pid of the grid's process
 * @param member address of its control member, for those who join
 */
public record GridFile(URI url, long pid, String member) {

  public static final String NAME = "grid.json";

  /**
   * Nothing when the folder says of no grid.
   *
   * @throws Trouble if the file is there and is no grid file
   */
  public static Optional<GridFile> read(Path data) {
    Path file = data.resolve(NAME);
    try {
      Json json = JsonText.parse(Files.readAllBytes(file));
      URI url = URI.create(json.at("url").text());
      if (url.getHost() == null || json.at("pid").number() <= 0) {
        throw damaged(file);
      }
      return Optional.of(new GridFile(url, json.at("pid").number(), json.at("member").text()));
    } catch (NoSuchFileException _) {
      return Optional.empty(); // the grid ended meanwhile
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file);
    }
  }

  private static Trouble damaged(Path file) {
    return new Trouble(
        ExitCode.FAILED,
        file + " cannot be read as the address of a grid",
        "end the grid if it runs, delete the file, and start the grid again");
  }

  /** Written aside and moved, so that nobody ever reads half of it; only its owner can. */
  public void write(Path data) throws IOException {
    Json json = Json.object("url", url.toString()).with("pid", pid).with("member", member);
    Notice.write(data, NAME, json);
  }

  /** Takes the file away, unless another grid has written its own meanwhile. */
  public void delete(Path data) throws IOException {
    if (read(data).filter(this::equals).isPresent()) {
      Files.delete(data.resolve(NAME));
    }
  }

  /** Whether the grid's process is there; the pid may have been given to another meanwhile. */
  public boolean isProcessAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
