package rhizome.cli.wallet.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhizome.cli.command.Consent;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.ledger.Coins;
import rhizome.cli.ledger.OfHash;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.Owner;
import rhizome.cli.wallet.file.PaperFile;
import rhizome.cli.wallet.file.WalletOptions;
import rhizome.ledger.chain.Holding;
import rhizome.ledger.condition.Condition;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.wallet.Keyring;
import rhizome.ledger.wallet.Outcome;
import rhizome.ledger.wallet.Paper;
import rhizome.ledger.wallet.Watched;

/** Adds what a wallet can sign of a paper. */
@Command(
    name = "sign",
    description = {
      "Show what a paper pays and to whom, and add the signatures that this wallet can give.",
      "Needs no grid: the paper says what it spends."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Sign implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The paper, or - for standard input.")
  private String file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where it lies then, or - for standard output (default: where it lay).")
  private @Nullable String out;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      converter = OfHash.class,
      description =
          "Of a swap that is taken: 64 hexadecimal digits (default: what is kept beside the"
              + " wallet).")
  private @Nullable Hash secret;

  @Mixin private WalletOptions options;
  @Mixin private Consent consent;

  private final Terminal terminal;

  public Sign(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    PaperFile from = new PaperFile(file);
    Paper paper = from.read(terminal);
    Owner owner = options.place().whole(terminal);
    Keyring keyring = owner.keyring();
    List<Watched> watched = options.place().watched();
    Predicate<Condition> ours = ours(keyring, watched);
    Outcome outcome = from.understood(it -> Outcome.of(it, ours), paper);
    new PaperSheet(paper, outcome).lines(terminal.colours()).forEach(terminal::note);
    Paper signed = paper.signed(keyring, swap -> secret(swap, watched));
    if (signed.equals(paper)) {
      throw new Trouble(
          ExitCode.FAILED, "this wallet has no key that %s lacks".formatted(file), remedy(paper));
    }
    consent.ask(terminal, question(outcome));
    write(from, new PaperSheet(signed, outcome));
    return ExitCode.OK.code();
  }

  private Optional<Hash> secret(Condition.Swap of, List<Watched> watched) {
    if (secret == null) {
      return watched.stream()
          .filter(it -> it.condition().address().equals(of.address()))
          .findFirst()
          .flatMap(Watched::secret);
    }
    if (!Paper.isSecret(secret, of)) {
      throw new Trouble(
          ExitCode.FAILED,
          "that is not the secret whose hash the swap names that %s spends".formatted(file));
    }
    return Optional.of(secret);
  }

  private static String remedy(Paper paper) {
    if (paper.isComplete()) {
      return "it is signed: 'rhizome wallet submit' sends it";
    }
    boolean swaps = paper.spent().stream().anyMatch(it -> it.condition() instanceof Condition.Swap);
    return swaps ? "who takes what a swap offers says its secret: --secret" : "";
  }

  /** What comes back to a key of ours, or to where we look, and at once. */
  private static Predicate<Condition> ours(Keyring keyring, List<Watched> watched) {
    return condition ->
        switch (condition) {
          case Condition.ToAddress(var address) -> keyring.has(address);
          case Condition.Multisig _ ->
              watched.stream().anyMatch(it -> it.condition().address().equals(condition.address()));
          case Condition.Nil _, Condition.TimeLock _, Condition.Swap _ -> false;
        };
  }

  private static String question(Outcome outcome) {
    long stake = outcome.stake().paid().stream().mapToLong(Holding::units).sum();
    return "sign it? At most %s leave, a fee of %s among them%s"
        .formatted(
            Coins.of(outcome.most()),
            Coins.of(outcome.fee()),
            stake == 0 ? "" : ", and %d of stake".formatted(stake));
  }

  private void write(PaperFile from, PaperSheet signed) {
    PaperFile to = Optional.ofNullable(out).map(PaperFile::new).orElse(from);
    if (to.equals(from)) {
      to.write(terminal, signed.paper());
    } else {
      to.writeNew(terminal, signed.paper());
    }
    if (to.isPipe()) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of("signed   " + to.name()));
    signed.paper().lacks().forEach(lack -> lines.add("lacks    " + PaperSheet.said(lack)));
    if (signed.paper().isComplete()) {
      lines.add("next     rhizome wallet submit " + to.name());
    }
    options.answer(terminal, signed.json().with("file", to.name()), () -> lines);
  }
}
