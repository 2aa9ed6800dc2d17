package rhizome.cli.wallet;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Owner;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.key.WalletSeed;

/** Lists where others pay to. */
@Command(
    name = "address",
    description = {
      "List addresses of a wallet; for the first of them no passphrase is needed.",
      "Every one is the wallet's: one for each payer tells nobody what the others paid."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowAddresses implements Callable<Integer> {

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many, from the first (default: ${DEFAULT-VALUE}).")
  private int count;

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  ShowAddresses(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (count < 1 || count > WalletSeed.KEYS_SCANNED) {
      throw new Trouble(
          ExitCode.USAGE,
          "from 1 to %d addresses, not %d".formatted(WalletSeed.KEYS_SCANNED, count),
          "wallets of the seed look for no later ones");
    }
    List<String> addresses =
        count == 1 && options.place().publicPart().isEmpty()
            ? List.of(options.file().read().label().known())
            : all();
    options.answer(terminal, Json.object("addresses", addresses), () -> addresses);
    return ExitCode.OK.code();
  }

  private List<String> all() {
    Owner owner = options.place().owner(terminal);
    return IntStream.range(0, Math.min(count, owner.size()))
        .mapToObj(i -> owner.address(i).toString())
        .toList();
  }
}
