package rhizome.cli.wallet;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.JsonText;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Owner;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.cli.wallet.file.WalletPlace;
import rhizome.ledger.json.WatchedJson;
import rhizome.ledger.key.WalletSeed;
import rhizome.ledger.wallet.PublicPart;
import rhizome.ledger.wallet.Watched;

/** Writes what a machine may know that shall not have the keys. */
@Command(
    name = "export",
    description = {
      "Write the public part of a wallet as JSON: addresses, and what it watches; no secret.",
      "Where --wallet names such a file, all is there but signing."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Export implements Callable<Integer> {

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many addresses, from the first (default: ${DEFAULT-VALUE}).")
  private int count;

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  Export(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (count < 1 || count > WalletSeed.KEYS_SCANNED) {
      throw new Trouble(
          ExitCode.USAGE,
          "from 1 to %d addresses, not %d".formatted(WalletSeed.KEYS_SCANNED, count));
    }
    WalletPlace place = options.place();
    Owner owner = place.owner(terminal);
    var addresses =
        IntStream.range(0, Math.min(count, owner.size())).mapToObj(owner::address).toList();
    var watched = place.watched().stream().map(Watched::condition).toList();
    String text = WatchedJson.write(new PublicPart(addresses, watched)).toPrettyString();
    options.answer(terminal, JsonText.parse(text), () -> List.of(text));
    return ExitCode.OK.code();
  }
}
