package rhizome.cli.wallet;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Seeds;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.key.WalletSeed;

/** Shows the words again, to who has the passphrase. */
@Command(name = "words", description = "Show the 24 words of a wallet; whoever sees them has it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ShowWords implements Callable<Integer> {

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  ShowWords(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    WalletSeed seed = options.open(terminal);
    options.answer(terminal, Json.object("words", seed.mnemonic()), () -> Seeds.rows(seed));
    return ExitCode.OK.code();
  }
}
