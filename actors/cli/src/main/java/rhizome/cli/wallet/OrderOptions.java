package rhizome.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import rhizome.cli.client.GridClient;
import rhizome.cli.terminal.Terminal;
import rhizome.ledger.chain.Order;
import rhizome.ledger.key.KeyPair;

/** What words understand by which a validator orders something that a wallet pays for. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class OrderOptions {

  @Mixin private SendOptions options;

  /** The data folder, absolute. */
  public Path data() {
    return options.data();
  }

  public GridClient grid() {
    return options.grid();
  }

  /** Writes, asks, sends, and waits if that was wanted; {@code what} is asked for. */
  public void give(Terminal terminal, String what, KeyPair validator, Order.OfValidator order)
      throws IOException, InterruptedException {
    int fee = options.fee();
    options.send(terminal, what, scan -> scan.wallet().order(order, validator, fee));
  }
}
