package rhizome.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import rhizome.cli.client.GridClient;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.chain.Order;
import rhizome.ledger.key.KeyPair;

/** What words understand by which a validator orders something that a wallet pays for. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class OrderOptions {

  @Mixin private UnsignedOptions options;

  /** The data folder, absolute. */
  public Path data() {
    return options.submitting().data();
  }

  public GridClient grid() {
    return options.submitting().grid();
  }

  /**
   * Writes, asks, sends, and waits if that was wanted; {@code what} is asked for. Whether it was
   * sent, and not kept for a wallet to sign what it pays.
   */
  public boolean give(Terminal terminal, String what, KeyPair validator, Order.OfValidator order)
      throws IOException, InterruptedException {
    int fee = options.writing().fee();
    options.send(terminal, what, scan -> scan.wallet().order(order, validator, fee));
    return !options.isUnsigned();
  }
}
