package rhizome.cli.wallet.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.cli.chain.Passphrase;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.address.Address;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.Json;
import rhizome.ledger.json.WatchedJson;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.keyfile.KeyFile.Use;
import rhizome.ledger.wallet.PublicPart;
import rhizome.ledger.wallet.Watched;

/** Where a wallet lies, and what opens it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
public final class WalletPlace {

  private static final String PASSPHRASE_FILE = "--passphrase-file";

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      defaultValue = "${env:RHIZOME_WALLET:-${sys:user.home}/.rhizome/wallet.json}",
      description = "The wallet (default: $RHIZOME_WALLET, or else ~/.rhizome/wallet.json).")
  private Path wallet;

  @Option(
      names = PASSPHRASE_FILE,
      paramLabel = "FILE",
      description = "First line: the wallet's passphrase (default: it is asked for).")
  private @Nullable Path passphraseFile;

  private Path path() {
    return wallet.toAbsolutePath().normalize();
  }

  public SealedKey file() {
    return new SealedKey(
        path(),
        Use.WALLET,
        "`rhizome wallet create` makes one; --wallet names another file",
        "--wallet names another file");
  }

  /** Where it lies what the wallet watches. */
  public WatchFile watchFile() {
    return WatchFile.beside(path());
  }

  /** What the wallet watches. */
  public List<Watched> watched() {
    List<Watched> all = new ArrayList<>(watchFile().read());
    publicPart().stream()
        .flatMap(part -> part.watched().stream())
        .filter(it -> WatchFile.find(all, it.address()).isEmpty())
        .forEach(it -> all.add(new Watched(it)));
    return all;
  }

  public Optional<Watched> watched(Address address) {
    return WatchFile.find(watched(), address);
  }

  /** What the file says of a wallet whose keys are elsewhere, if that is what it is. */
  public Optional<PublicPart> publicPart() {
    try {
      var json = Json.parse(SmallFile.read(path()));
      return WatchedJson.isPublic(json)
          ? Optional.of(WatchedJson.readPublic(json))
          : Optional.empty();
    } catch (Malformed e) {
      throw new Trouble(ExitCode.FAILED, "%s is no wallet: %s".formatted(path(), e.getMessage()));
    } catch (IOException _) {
      return Optional.empty(); // who needs the wallet says so
    }
  }

  /** The wallet, or its public part, which needs no passphrase. */
  public Owner owner(Terminal terminal) {
    return publicPart().<Owner>map(Owner.Public::new).orElseGet(() -> whole(terminal));
  }

  /** The wallet with its keys. */
  public Owner whole(Terminal terminal) {
    if (publicPart().isPresent()) {
      throw new Trouble(
          ExitCode.FAILED,
          "%s is the public part of a wallet, and has no keys".formatted(path()),
          "do it on the machine that has the wallet");
    }
    return new Owner.Whole(open(terminal));
  }

  /** The wallet's seed, which the passphrase opens. */
  public WalletSeed open(Terminal terminal) {
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
  public String passphrase(Terminal terminal, boolean isNew) {
    return Passphrase.of(
        Optional.ofNullable(passphraseFile), PASSPHRASE_FILE, terminal, file().path(), isNew);
  }
}
