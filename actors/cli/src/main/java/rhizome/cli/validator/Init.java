package rhizome.cli.validator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.chain.CandidacyFile;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ChainSettings;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.chain.Passphrase;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.command.DataOptions;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.ledger.Sheets;
import rhizome.cli.terminal.Columns;
import rhizome.cli.terminal.Columns.Cell;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Terms;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.founding.Candidacy;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.json.CandidacyJson;
import rhizome.ledger.key.KeyPair;
import rhizome.ledger.keyfile.Cost;
import rhizome.ledger.keyfile.KeyFile;
import rhizome.ledger.keyfile.KeyFile.Label;
import rhizome.ledger.keyfile.KeyFile.Use;
import rhizome.runtime.validator.ChainReveals;

/** Makes the key of this host's validator, and what others have to know of it. */
@Command(
    name = "init",
    description = {
      "Make the key of this host's validator, and its candidacy, which holds no secret.",
      "The key is sealed under a passphrase. Back it up, and never run it in two places."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Init implements Callable<Integer> {

  private static final String NAME = "validator.json";
  private static final String PASSPHRASE_FILE = "--passphrase-file";

  @Option(
      names = "--commission",
      paramLabel = "PERCENT",
      defaultValue = "10",
      converter = Given.OfPercent.class,
      description =
          "Of what those bonded to it earn, for itself, such as 2.5 (default: ${DEFAULT-VALUE}).")
  private int commission;

  @Option(
      names = "--payout",
      paramLabel = "ADDRESS",
      converter = Given.OfPayout.class,
      description = "Where what it earns goes (default: the first address of --wallet).")
  private @Nullable Condition payout;

  @Option(
      names = PASSPHRASE_FILE,
      paramLabel = "FILE",
      description = "First line: the key's passphrase (default: it is asked for, twice).")
  private @Nullable Path passphraseFile;

  @Mixin private WalletAddress wallet;
  @Mixin private DataOptions options;

  private final Terminal terminal;

  Init(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ChainFolder folder = ChainFolder.in(options.data());
    List<SealedKey> keys = OwnChain.keys(folder);
    if (!keys.isEmpty() && (keys.size() > 1 || Files.exists(folder.candidacy()))) {
      throw new Trouble(
          ExitCode.FAILED,
          "there is a key in %s, and it is not replaced".formatted(keys.getFirst().path()),
          "a host runs one validator; --data names the folder of another");
    }
    int length = ChainSettings.of(options.data()).beaconLength();
    Condition paid = wallet.or(Optional.ofNullable(payout), "--payout");
    Hash secret = keys.isEmpty() ? made(folder) : known(keys.getFirst());
    Terms terms = new Terms(paid, commission, ChainReveals.commitment(secret, length));
    Candidacy candidacy = Candidacy.of(KeyPair.of(secret), terms);
    new CandidacyFile(folder.candidacy()).write(candidacy);
    Json told = Place.json(CandidacyJson.write(candidacy).toString());
    options.answer(terminal, told, () -> lines(folder, told));
    return ExitCode.OK.code();
  }

  private Hash made(ChainFolder folder) {
    SealedKey file = SealedKey.of(folder.keys().resolve(NAME), Use.VALIDATOR);
    String passphrase = passphrase(file.path(), true);
    Hash secret = Hash.of(chance(Hash.SIZE));
    Label label = new Label(Use.VALIDATOR, KeyPair.of(secret).publicKey().toString());
    Bytes chance = Bytes.of(chance(KeyFile.CHANCE));
    file.write(KeyFile.seal(label, Cost.RECOMMENDED, secret, passphrase, chance));
    return secret;
  }

  /** Of somebody who was killed before the candidacy was written. */
  private Hash known(SealedKey file) {
    return file.read()
        .open(passphrase(file.path(), false))
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.FAILED, "that is not the passphrase of %s".formatted(file.path())));
  }

  private String passphrase(Path of, boolean isNew) {
    return Passphrase.of(Optional.ofNullable(passphraseFile), PASSPHRASE_FILE, terminal, of, isNew);
  }

  private static byte[] chance(int size) {
    byte[] chance = new byte[size];
    new SecureRandom().nextBytes(chance);
    return chance;
  }

  private List<String> lines(ChainFolder folder, Json told) {
    return Columns.plain(2)
        .row(Cell.label("validator"), Cell.of(told.at("key").text()))
        .row(Cell.label("payout"), Cell.of(Sheets.whom(told.at("payout"))))
        .row(Cell.label("commission"), Cell.of(Given.percent(commission)))
        .row(Cell.label("key"), Cell.of(folder.keys()))
        .row(Cell.label("candidacy"), Cell.of(folder.candidacy()))
        .lines(terminal.colours());
  }
}
