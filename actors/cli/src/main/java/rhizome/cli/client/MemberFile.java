package rhizome.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;

/**
 * What a member of a cluster says of itself: the file {@code member.json} in its data folder, there
 * while it is up.
 *
 * @param pid of its process
 * @param address among members
 * @param management where its health is asked
 */
public record MemberFile(long pid, String address, List<String> roles, String management) {

  public static final String NAME = "member.json";

  public MemberFile {
    roles = List.copyOf(roles);
  }

  /** Nothing when the folder says of no member. */
  public static Optional<MemberFile> read(Path data) {
    Path file = data.resolve(NAME);
    try {
      Json json = JsonText.parse(Files.readAllBytes(file));
      return Optional.of(
          new MemberFile(
              json.at("pid").number(),
              json.at("address").text(),
              Arrays.asList(json.at("roles").text().split(",", -1)),
              json.at("management").text()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new Trouble(
          ExitCode.FAILED,
          file + " cannot be read as what a member says of itself",
          "end the member if it runs, delete the file, and join again");
    }
  }

  /** Written aside and moved, so that nobody ever reads half of it; only its owner can. */
  public void write(Path data) throws IOException {
    Notice.write(data, NAME, json());
  }

  public Json json() {
    return Json.object("pid", pid)
        .with("address", address)
        .with("roles", String.join(",", roles))
        .with("management", management);
  }

  public static void delete(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(NAME));
  }
}
