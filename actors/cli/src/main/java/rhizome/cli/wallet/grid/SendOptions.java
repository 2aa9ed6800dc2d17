package rhizome.cli.wallet.grid;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.AnswerOptions;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.grid.WriteOptions.Look;
import rhizome.ledger.chain.Entry;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Paper;

/** What every word understands that writes an entry, signs it here and submits it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SendOptions {

  @Mixin private WriteOptions writing;
  @Mixin private SubmitOptions submitting;

  public WriteOptions writing() {
    return writing;
  }

  public SubmitOptions submitting() {
    return submitting;
  }

  AnswerOptions answers() {
    return submitting.answers();
  }

  /** Writes, asks, sends, and waits if that was wanted; {@code what} is asked for. */
  public int send(Terminal terminal, String what, Look look, Function<Scan, Built> written)
      throws IOException, InterruptedException {
    GridClient grid = submitting.grid();
    Entry entry = signed(writing.write(terminal, grid, look, written));
    submitting.ask(terminal, what, entry);
    return submitting.tell(terminal, submitting.submit(grid, entry), List.of());
  }

  /** An entry that lacks nothing. */
  public static Entry signed(Paper paper) {
    if (!paper.isComplete()) {
      throw new Trouble(
          ExitCode.FAILED,
          "there are not all keys here that would have to sign",
          "have it written with --unsigned FILE, and sign it with 'rhizome wallet sign'");
    }
    return paper.entry();
  }
}
