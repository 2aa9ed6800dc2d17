package rhizome.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/** A passphrase in a file; it is never a word of the command, where others would see it. */
public final class PassphraseFile {

  private static final int BYTES_MAX = 4096;

  private PassphraseFile() {}

  /** Its first line; refuses a file that others than its owner can read. */
  public static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      checkOwnerOnly(file);
      String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
      return text.lines()
          .findFirst()
          .filter(line -> !line.isBlank())
          .orElseThrow(() -> new Trouble(ExitCode.USAGE, file + " has no first line"));
    } catch (IOException e) {
      throw new Trouble(
          ExitCode.USAGE, "the passphrase cannot be read from %s (%s)".formatted(file, e));
    }
  }

  /** What a shell pipes in belongs to nobody else. */
  private static void checkOwnerOnly(Path file) throws IOException {
    if (Files.isRegularFile(file)
        && !PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------")) {
      throw new Trouble(
          ExitCode.USAGE,
          "%s can be read by others than its owner".formatted(file),
          "chmod 600 it");
    }
  }
}
