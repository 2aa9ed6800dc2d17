package rhizome.cli.chain;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.founding.Constitution;
import rhizome.ledger.json.ConstitutionJson;

/** How a chain begins and its rules, as it lies on this machine; the same on all. */
public record ConstitutionFile(Path path) {

  private static final long BYTES_MAX = 64L << 20;

  public Constitution read() {
    try {
      return ConstitutionJson.read(OwnFile.read(path, BYTES_MAX));
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "%s says no chain: %s".formatted(path, e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(path, e));
    }
  }

  /** Writes a new file; never over another, which may be another chain's. */
  public void write(Constitution constitution) {
    try {
      OwnFile.write(path, ConstitutionJson.write(constitution).toPrettyString() + "\n");
    } catch (FileAlreadyExistsException _) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is a chain in %s, and it is not replaced".formatted(path),
          "move it away first, or name another file");
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(path, e));
    }
  }
}
