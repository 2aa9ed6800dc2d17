package rhizome.cli.chain;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.KeyFileJson;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Use;

/**
 * A secret under its passphrase, as it lies on this machine.
 *
 * @param ifNone what somebody can do who has none
 * @param ifOld what somebody can do who wants one more
 */
public record SealedKey(Path path, Use use, String ifNone, String ifOld) {

  private static final long BYTES_MAX = 16 * 1024;

  /** Of a chain's folder, whose files nobody names. */
  public static SealedKey of(Path path, Use use) {
    return new SealedKey(path, use, "put it back where it was", "move it away first");
  }

  public KeyFile read() {
    try {
      if (Files.size(path) > BYTES_MAX) {
        throw unfit("it has more than %d bytes".formatted(BYTES_MAX));
      }
      KeyFile read = KeyFileJson.read(OwnFile.read(path, BYTES_MAX));
      if (read.label().use() != use) {
        throw unfit("it is the key of a " + read.label().use().word());
      }
      return read;
    } catch (NoSuchFileException _) {
      throw new Trouble(
          ExitCode.FAILED, "there is no %s in %s".formatted(use.word(), path), ifNone);
    } catch (Malformed e) {
      throw unfit(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(path, e));
    }
  }

  private Trouble unfit(String why) {
    return new Trouble(ExitCode.FAILED, "%s is no %s: %s".formatted(path, use.word(), why));
  }

  /** Writes a new file; never over another, which may be the only one that has the secret. */
  public void write(KeyFile sealed) {
    try {
      OwnFile.write(path, KeyFileJson.write(sealed).toPrettyString() + "\n");
    } catch (FileAlreadyExistsException _) {
      throw old();
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(path, e));
    }
  }

  /** Before anybody is asked for anything. */
  public void refuseOld() {
    if (Files.exists(path)) {
      throw old();
    }
  }

  private Trouble old() {
    return new Trouble(
        ExitCode.FAILED,
        "there is a %s in %s, and it is not replaced".formatted(use.word(), path),
        ifOld);
  }
}
