package rhizome.cli.pki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * The passphrase of the authority's key; never a word of the command, where others would see it.
 */
final class Passphrase {

  private static final int BYTES_MAX = 4096;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "First line: passphrase of the authority's key (default: not encrypted).")
  private @Nullable Path file;

  Optional<String> read() {
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      checkOwnerOnly(file);
      String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
      return Optional.of(
          text.lines()
              .findFirst()
              .filter(line -> !line.isBlank())
              .orElseThrow(() -> new Trouble(ExitCode.USAGE, file + " has no first line")));
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
