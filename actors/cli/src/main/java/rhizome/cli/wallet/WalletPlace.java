package rhizome.cli.wallet;

import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.command.PassphraseFile;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.keyfile.KeyFile.Use;

/** Where a wallet lies, and what opens it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
final class WalletPlace {

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      defaultValue = "${env:RHIZOME_WALLET:-${sys:user.home}/.rhizome/wallet.json}",
      description = "The wallet (default: $RHIZOME_WALLET, or else ~/.rhizome/wallet.json).")
  private Path wallet;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "First line: the wallet's passphrase (default: it is asked for).")
  private @Nullable Path passphraseFile;

  SealedKey file() {
    return new SealedKey(
        wallet.toAbsolutePath().normalize(),
        Use.WALLET,
        "`rhizome wallet create` makes one; --wallet names another file",
        "--wallet names another file");
  }

  /** The wallet's seed, which the passphrase opens. */
  WalletSeed open(Terminal terminal) {
    var sealed = file().read();
    return sealed
        .open(passphrase(terminal, false))
        .map(WalletSeed::of)
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.FAILED,
                    "that is not the passphrase of %s, or the file was altered"
                        .formatted(file().path()),
                    "`rhizome wallet recover` makes it anew from its 24 words"));
  }

  /** The passphrase; asked for twice where it is new. */
  @SuppressWarnings("SystemConsoleNull") // of the JDK's own provider it is null off a terminal
  String passphrase(Terminal terminal, boolean isNew) {
    if (passphraseFile != null) {
      return PassphraseFile.read(passphraseFile);
    }
    Console console = System.console();
    if (!terminal.live() || console == null) {
      throw new Trouble(
          ExitCode.USAGE,
          "nobody sits here to be asked for the passphrase",
          "--passphrase-file names a file that has it");
    }
    char[] said = console.readPassword("passphrase of %s: ", file().path());
    if (said == null || said.length == 0) {
      throw new Trouble(ExitCode.USAGE, "an empty passphrase keeps nothing");
    }
    if (isNew && !Arrays.equals(said, console.readPassword("once more: "))) {
      throw new Trouble(ExitCode.USAGE, "these are two passphrases");
    }
    return String.valueOf(said);
  }
}
