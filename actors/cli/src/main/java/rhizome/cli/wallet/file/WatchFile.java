package rhizome.cli.wallet.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.WatchedJson;
import rhizome.ledger.wallet.Watched;

/** What a wallet watches beside its own addresses, in a file beside the wallet's. */
public record WatchFile(Path path) {

  private static final int CONDITIONS_MAX = 100;
  private static final String ENDING = ".json";

  static WatchFile beside(Path wallet) {
    String name = String.valueOf(wallet.getFileName());
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return new WatchFile(wallet.resolveSibling(stem + ".watched" + ENDING));
  }

  /** Nothing if there is no file. */
  public List<Watched> read() {
    try {
      return WatchedJson.read(Json.parse(SmallFile.read(path)));
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (Malformed e) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s does not say what is watched: %s".formatted(path, e.getMessage()),
          "mend it, or move it away: nothing is lost that a chain has");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(path, e));
    }
  }

  static Optional<Watched> find(List<Watched> all, Address address) {
    return all.stream().filter(it -> it.condition().address().equals(address)).findFirst();
  }

  /**
   * Watches one more; a secret that is known is not forgotten for it. One command at a time does,
   * for else one of two would not be remembered.
   */
  public void add(Watched one) {
    try {
      SmallFile.alone(path, () -> write(one));
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(path, e));
    }
  }

  private void write(Watched one) throws IOException {
    List<Watched> all = new ArrayList<>(read());
    Optional<Watched> known = find(all, one.condition().address());
    if (known.isPresent() && one.secret().isEmpty()) {
      return;
    }
    known.ifPresent(all::remove);
    all.add(one);
    if (all.size() > CONDITIONS_MAX) {
      throw new Trouble(
          ExitCode.FAILED,
          "a wallet watches no more than %d conditions".formatted(CONDITIONS_MAX),
          "take those that are done with out of " + path);
    }
    SmallFile.write(path, WatchedJson.write(all).toPrettyString() + "\n");
  }
}
