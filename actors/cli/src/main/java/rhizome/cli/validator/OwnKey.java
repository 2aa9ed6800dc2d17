package rhizome.cli.validator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import rhizome.cli.chain.ChainFolder;
import rhizome.cli.chain.ChainSettings;
import rhizome.cli.chain.OwnChain;
import rhizome.cli.chain.SealedKey;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/** The key of a validator in a data folder. */
record OwnKey(ChainFolder folder, ChainSettings settings, SealedKey file, PublicKey key) {

  private static final String END = ".json";

  /**
   * @param name of its file where there are several
   */
  static OwnKey in(Path data, Optional<String> name) {
    ChainFolder folder = ChainFolder.in(data);
    SealedKey file = one(folder, name);
    try {
      PublicKey key = PublicKey.parse(file.read().label().known());
      return new OwnKey(folder, ChainSettings.of(data), file, key);
    } catch (Malformed e) {
      throw new Trouble(
          ExitCode.FAILED, "%s is no validator: %s".formatted(file.path(), e.getMessage()));
    }
  }

  private static SealedKey one(ChainFolder folder, Optional<String> name) {
    List<SealedKey> all = OwnChain.keys(folder);
    List<SealedKey> found =
        all.stream().filter(it -> name.isEmpty() || name(it).equals(name.get())).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw all.isEmpty()
        ? new Trouble(
            ExitCode.FAILED,
            "there is no key of a validator in " + folder.keys(),
            "'rhizome validator init' makes one; --data names another folder")
        : new Trouble(
            ExitCode.USAGE,
            "there are several keys, or not that one, in " + folder.keys(),
            "--key names one of " + String.join(", ", all.stream().map(OwnKey::name).toList()));
  }

  private static String name(SealedKey file) {
    String name = String.valueOf(file.path().getFileName());
    return name.substring(0, name.length() - END.length());
  }

  /** What its keys are made from. */
  Hash open(String passphrase) {
    Hash secret =
        file.read()
            .open(passphrase)
            .orElseThrow(
                () ->
                    new Trouble(
                        ExitCode.FAILED,
                        "that is not the passphrase of %s, or the file was altered"
                            .formatted(file.path()),
                        "--key-passphrase-file names a file that has it"));
    return secret;
  }

  /** The file that opens it when its member starts. */
  Path passphrase() {
    return settings.passphrase(folder);
  }
}
