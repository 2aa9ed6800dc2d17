package rhizome.cli.wallet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.KeyFileJson;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Use;

/** A wallet's seed under its passphrase, as it lies on this machine. */
record WalletFile(Path path) {

  private static final long BYTES_MAX = 16 * 1024;

  KeyFile read() {
    try {
      if (Files.size(path) > BYTES_MAX) {
        throw noWallet("it has more than %d bytes".formatted(BYTES_MAX));
      }
      KeyFile read = KeyFileJson.read(Json.parse(Files.readString(path)));
      if (read.label().use() != Use.WALLET) {
        throw noWallet("it is the key of a " + read.label().use().word());
      }
      return read;
    } catch (NoSuchFileException _) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is no wallet in " + path,
          "`rhizome wallet create` makes one; --wallet names another file");
    } catch (Malformed e) {
      throw noWallet(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be read (%s)".formatted(path, e));
    }
  }

  private Trouble noWallet(String why) {
    return new Trouble(ExitCode.FAILED, "%s is no wallet: %s".formatted(path, why));
  }

  /** Writes a new file; never over another, which may be the only way to somebody's coins. */
  void write(KeyFile sealed) {
    String text = KeyFileJson.write(sealed).toPrettyString() + "\n";
    try {
      Files.createDirectories(path.getParent());
      try (FileChannel file =
              FileChannel.open(
                  path,
                  Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          OutputStream out = Channels.newOutputStream(file)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        file.force(true);
      }
    } catch (FileAlreadyExistsException _) {
      throw old();
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "%s cannot be written (%s)".formatted(path, e));
    }
  }

  /** Before anybody is asked for anything. */
  void refuseOld() {
    if (Files.exists(path)) {
      throw old();
    }
  }

  private Trouble old() {
    return new Trouble(
        ExitCode.FAILED,
        "there is a wallet in %s, and it is not replaced".formatted(path),
        "--wallet names another file");
  }
}
