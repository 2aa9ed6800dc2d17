package rhizome.cli.validator;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import rhizome.cli.chain.SealedKey;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.keyfile.KeyFile.Use;

/** A wallet that is paid where nobody else is named; its first address needs no passphrase. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields from their defaults
final class WalletAddress {

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      defaultValue = "${env:RHIZOME_WALLET:-${sys:user.home}/.rhizome/wallet.json}",
      description = "A wallet whose first address stands for the one that is not given.")
  private Path wallet;

  /**
   * What was given, or the wallet's own.
   *
   * @param option that gives it
   */
  Condition or(Optional<Condition> given, String option) {
    return given.orElseGet(
        () -> {
          var file =
              new SealedKey(
                  wallet.toAbsolutePath().normalize(),
                  Use.WALLET,
                  option + " names an address; or `rhizome wallet create` makes a wallet",
                  "");
          return Given.payout(file.read().label().known());
        });
  }
}
