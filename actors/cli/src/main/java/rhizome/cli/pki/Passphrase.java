package rhizome.cli.pki;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.command.PassphraseFile;

/** The passphrase of the authority's key. */
final class Passphrase {

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "First line: passphrase of the authority's key (default: not encrypted).")
  private @Nullable Path file;

  Optional<String> read() {
    return Optional.ofNullable(file).map(PassphraseFile::read);
  }
}
