package rhizome.cli.wallet.paper;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.terminal.Terminal;
import rhizome.cli.wallet.file.PaperFile;
import rhizome.cli.wallet.grid.SubmitOptions;
import rhizome.ledger.wallet.Outcome;
import rhizome.ledger.wallet.Paper;

/** Sends what was signed elsewhere. */
@Command(
    name = "submit",
    description = {
      "Send a paper that is signed, or say who has to sign it still.",
      "Several files are copies that were signed apart; they are put together."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Submit implements Callable<Integer> {

  private static final int FILES_MAX = 100;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The paper, or - for standard input.")
  private List<String> files;

  @Mixin private SubmitOptions options;

  private final Terminal terminal;

  public Submit(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Paper paper = gathered();
    PaperFile first = new PaperFile(files.getFirst());
    Outcome outcome =
        first.understood(
            it ->
                Outcome.of(it, to -> it.spent().stream().anyMatch(in -> in.condition().equals(to))),
            paper);
    if (!paper.isComplete()) {
      throw new Trouble(
          ExitCode.FAILED,
          paper.lacks().stream()
              .map(PaperSheet::said)
              .distinct()
              .collect(Collectors.joining("; ", first.name() + " lacks ", "")),
          "'rhizome wallet sign' adds what a wallet can give");
    }
    GridClient grid = options.grid();
    new PaperSheet(paper, outcome).lines(terminal.colours()).forEach(terminal::note);
    options.ask(terminal, "send it", paper.entry());
    return options.tell(terminal, options.submit(grid, paper.entry()), List.of());
  }

  private Paper gathered() {
    if (files.size() > FILES_MAX) {
      throw new Trouble(ExitCode.USAGE, "no more than %d files".formatted(FILES_MAX));
    }
    Paper paper = new PaperFile(files.getFirst()).read(terminal);
    for (String name : files.subList(1, files.size())) {
      Paper copy = new PaperFile(name).read(terminal);
      if (!copy.isCopyOf(paper)) {
        throw new Trouble(ExitCode.FAILED, "%s is no copy of %s".formatted(name, files.getFirst()));
      }
      paper = paper.combined(copy);
    }
    return paper;
  }
}
