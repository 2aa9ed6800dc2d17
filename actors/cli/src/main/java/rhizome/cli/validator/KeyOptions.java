package rhizome.cli.validator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.chain.Passphrase;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.hash.Hash;

/** Which key, and what opens it. */
final class KeyOptions {

  private static final String PASSPHRASE_FILE = "--key-passphrase-file";

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "Of the key's file in ledger/keys, where there are several.")
  private @Nullable String name;

  @Option(
      names = PASSPHRASE_FILE,
      paramLabel = "FILE",
      description = "First line: the key's passphrase (default: what its member reads, or asked).")
  private @Nullable Path passphraseFile;

  OwnKey key(Path data) {
    return OwnKey.in(data, Optional.ofNullable(name));
  }

  /** What the key is made from. */
  Hash open(OwnKey key, Terminal terminal) {
    Optional<Path> file =
        Optional.ofNullable(passphraseFile)
            .or(() -> Optional.of(key.passphrase()).filter(Files::exists));
    return key.open(Passphrase.of(file, PASSPHRASE_FILE, terminal, key.file().path(), false));
  }
}
