package rhizome.cli.wallet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.ledger.Coins;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.Given;
import rhizome.cli.wallet.grid.UnsignedOptions;
import rhizome.ledger.address.Address;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.codec.Bytes;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.wallet.Payment;

/** Pays somebody. */
@Command(
    name = "send",
    description = {
      "Pay coins to an address.",
      "The transaction is written and signed here: no key and no passphrase leaves this machine."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Send implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "TO",
      converter = Given.OfAddress.class,
      description = "The address, 78 hexadecimal digits: of a key, or of several it watches.")
  private Address to;

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      converter = Coins.class,
      description = "In coins, such as 12.5.")
  private Long units;

  @Option(
      names = "--locked-until",
      paramLabel = "WHEN",
      converter = Given.OfLock.class,
      description = "Before this height, or this time, nobody can spend it.")
  private @Nullable Long until;

  @Option(names = "--note", paramLabel = "TEXT", description = "Stands in the block for ever.")
  private @Nullable String note;

  @Mixin private UnsignedOptions options;

  private final Terminal terminal;

  Send(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Payment payment = payment();
    String what = "pay %s to %s".formatted(Coins.of(units), to);
    return options.send(terminal, what, scan -> scan.wallet().send(payment));
  }

  private Payment payment() {
    Condition one = options.writing().condition(to);
    Condition condition = until == null ? one : new Condition.TimeLock(until, one);
    Bytes said = Bytes.of((note == null ? "" : note).getBytes(StandardCharsets.UTF_8));
    return new Payment(List.of(new Holding(units, condition)), said, options.writing().fee());
  }
}
