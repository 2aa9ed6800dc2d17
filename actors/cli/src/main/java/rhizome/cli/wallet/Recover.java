package rhizome.cli.wallet;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Seeds;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.key.WalletSeed;

/** Makes a wallet from its words, ours or those of the seed's wallets: they are the same. */
@Command(
    name = "recover",
    description = {
      "Make a wallet from its 24 words, which are read from standard input.",
      "The words of a Rivine wallet make the same keys and addresses here."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class Recover implements Callable<Integer> {

  private static final int BYTES_MAX = 4096;

  @Mixin private WalletOptions options;

  private final Terminal terminal;

  Recover(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    options.file().refuseOld();
    WalletSeed seed = read();
    Seeds.keep(seed, options, terminal);
    options.tell(terminal, Seeds.address(seed, 0));
    return ExitCode.OK.code();
  }

  /** Over one line or several, up to an end or, at a terminal, to an empty line. */
  private WalletSeed read() {
    if (terminal.live()) {
      terminal.note("the %d words, and then an empty line:".formatted(WalletSeed.WORDS));
    }
    try {
      StringBuilder text = new StringBuilder();
      int octet = terminal.in().read();
      while (octet >= 0 && text.length() < BYTES_MAX && !isOver(text)) {
        text.append((char) octet);
        octet = terminal.in().read();
      }
      return WalletSeed.ofMnemonic(text.toString());
    } catch (Malformed e) {
      throw new Trouble(ExitCode.USAGE, "these are not the words of a wallet: " + e.getMessage());
    } catch (IOException e) {
      throw new Trouble(ExitCode.FAILED, "the words cannot be read (%s)".formatted(e));
    }
  }

  private boolean isOver(StringBuilder text) {
    return terminal.live() && text.toString().stripLeading().endsWith("\n\n");
  }
}
