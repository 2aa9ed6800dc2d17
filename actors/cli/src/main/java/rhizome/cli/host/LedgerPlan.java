package rhizome.cli.host;

import com.typesafe.config.Config;
import rhizome.cli.chain.ChainSettings;
import rhizome.runtime.explorer.ExplorerSettings;
import rhizome.runtime.validator.LedgerSettings;

/**
 * What of the ledger runs on this machine.
 *
 * @param validators of the chain that is founded where there is none; 0 for no chain
 * @param chain what opens the keys of a data folder
 */
record LedgerPlan(
    int validators, LedgerSettings validator, ExplorerSettings explorer, ChainSettings chain) {

  private static final int VALIDATORS_MAX = 64;

  LedgerPlan {
    if (validators < 0 || validators > VALIDATORS_MAX) {
      throw new IllegalArgumentException(
          "rhizome.ledger.validators is from 0 to %d, not %d"
              .formatted(VALIDATORS_MAX, validators));
    }
  }

  static LedgerPlan from(Config all) {
    return new LedgerPlan(
        all.getInt("rhizome.ledger.validators"),
        LedgerSettings.from(all),
        ExplorerSettings.from(all),
        ChainSettings.from(all));
  }
}
