package rhizome.cli.wallet.grid;

import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.PaperFile;
import rhizome.cli.wallet.grid.WriteOptions.Look;
import rhizome.ledger.wallet.Built;
import rhizome.ledger.wallet.Paper;

/** What words understand that send an entry, or have it signed elsewhere. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UnsignedOptions {

  @Option(
      names = "--unsigned",
      paramLabel = "FILE",
      description = "Send nothing: write what is to be signed there, or to standard output (-).")
  private @Nullable String unsigned;

  @Mixin private SendOptions sending;

  public WriteOptions writing() {
    return sending.writing();
  }

  public SubmitOptions submitting() {
    return sending.submitting();
  }

  public boolean isUnsigned() {
    return unsigned != null;
  }

  /** Sends what is written of the wallet's own coins, or keeps it unsigned. */
  public int send(Terminal terminal, String what, Function<Scan, Built> written)
      throws IOException, InterruptedException {
    return send(terminal, what, Scan::of, written);
  }

  /** The same of what is seen by that look. */
  public int send(Terminal terminal, String what, Look look, Function<Scan, Built> written)
      throws IOException, InterruptedException {
    if (unsigned == null) {
      return sending.send(terminal, what, look, written);
    }
    Paper paper = writing().write(terminal, submitting().grid(), look, written).open();
    WriteOptions.keep(terminal, sending.answers(), new PaperFile(unsigned), paper);
    return ExitCode.OK.code();
  }
}
