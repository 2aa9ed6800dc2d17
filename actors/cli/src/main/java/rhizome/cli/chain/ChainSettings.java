package rhizome.cli.chain;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.runtime.cluster.ClusterProfile;

/**
 * What the settings of a data folder say of the keys in it.
 *
 * @param passphraseFile what opens them; empty for the one beside them
 * @param beaconLength turns for which a hash chain of theirs lasts
 */
public record ChainSettings(String passphraseFile, int beaconLength) {

  private static final String FILE = "rhizome.conf";

  public static ChainSettings from(Config all) {
    return new ChainSettings(
        all.getString("rhizome.ledger.passphrase-file"),
        all.getInt("rhizome.ledger.beacon-length"));
  }

  /** Those in a data folder, where nothing runs that has read them. */
  public static ChainSettings of(Path data) {
    try {
      Config own = ConfigFactory.parseFile(data.resolve(FILE).toFile());
      return from(ClusterProfile.of(own));
    } catch (ConfigException e) {
      throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** The file that opens the keys in a folder. */
  public Path passphrase(ChainFolder folder) {
    return passphraseFile.isEmpty()
        ? folder.passphrase()
        : folder.path().resolveSibling(passphraseFile).normalize();
  }
}
