package rhizome.cli.wallet.swap;

import java.util.Comparator;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.wallet.grid.Scan;
import rhizome.ledger.transaction.OutputId;
import rhizome.ledger.wallet.Coin;

/** What lies under a swap's address. */
final class Offered {

  private Offered() {}

  /** The most that was offered at once; what else lies there is taken along. */
  static OutputId coin(Scan scan) {
    return scan.coins().stream()
        .max(Comparator.comparingLong(Coin::units))
        .orElseThrow(
            () ->
                new Trouble(
                    ExitCode.FAILED,
                    "nothing is under that swap: it was taken, or is in no block yet",
                    "'rhizome wallet swap audit' shows what became of it"))
        .id();
  }
}
